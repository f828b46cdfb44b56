import type { Route } from './route.js';

export interface HealthOptions {
  /** Whether requests can be served, besides not being stopped. */
  readonly isReady: () => Promise<boolean>;
  /** All metrics of the server in the text format of Prometheus. */
  readonly metrics: () => string;
  /** Who may read the metrics. @default 'public' */
  readonly metricsRole?: Route['role'];
}

/** The routes by which a server says how it is: `/healthz`, `/readyz` and `/metrics`. */
export function healthRoutes({ isReady, metrics, metricsRole = 'public' }: HealthOptions): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', role: 'public', handle: () => new Response('ok\n') },
    {
      method: 'GET',
      path: '/readyz',
      role: 'public',
      handle: async (_, { stopping }) =>
        !stopping.aborted && (await isReady()) ? new Response('ready\n') : new Response('not ready\n', { status: 503 }),
    },
    {
      method: 'GET',
      path: '/metrics',
      role: metricsRole,
      handle: () => new Response(metrics(), { headers: { 'content-type': 'text/plain; version=0.0.4' } }),
    },
  ];
}
