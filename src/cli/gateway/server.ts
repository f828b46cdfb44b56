import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toListener, type WebHandler } from './listener.js';

export interface ServerOptions {
  readonly handle: WebHandler;
  /** Whether requests can be served, besides not being stopped. */
  readonly isReady: () => Promise<boolean>;
  readonly metrics: () => string;
  readonly host: string;
  readonly port: number;
  /** How long requests in progress may take when the server stops. */
  readonly graceMs: number;
  readonly onError: (error: unknown) => void;
}

export interface RunningServer {
  readonly url: string;
  /** Takes no new connections, lets requests in progress end, and resolves. */
  readonly stop: () => Promise<void>;
}

/** @throws when the address cannot be listened on */
export async function startServer({ handle, isReady, metrics, host, port, graceMs, onError }: ServerOptions): Promise<RunningServer> {
  let stopping = false;

  const route: WebHandler = async (request) => {
    const { pathname } = new URL(request.url);
    if (!['/healthz', '/readyz', '/metrics'].includes(pathname)) return handle(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    if (pathname === '/metrics') return new Response(metrics(), { headers: { 'content-type': 'text/plain; version=0.0.4' } });
    if (pathname === '/healthz') return new Response('ok\n');
    return !stopping && (await isReady()) ? new Response('ready\n') : new Response('not ready\n', { status: 503 });
  };

  const server = createServer(
    // A sender that is slower than this has gone.
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 75_000 },
    toListener(route, onError),
  );
  await new Promise<void>((done, reject) => {
    server.once('error', reject);
    server.listen(port, host, done);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    async stop() {
      stopping = true;
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await new Promise<void>((done) => server.close(() => done()));
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}
