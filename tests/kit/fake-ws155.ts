import type { Server } from 'node:http';
import { verifyWebhook, type AlertEvent } from '../../src/alerts/index.js';
import { startWebServer } from './web-server.js';

/** How WS-155 answers: as it should, with this status, never, by hanging up, or by sending elsewhere. */
export type Ws155Mode = 'ok' | number | 'hang' | 'hang up' | 'redirect';

/** A real server that verifies what it gets. */
export interface FakeWs155 {
  readonly url: string;
  readonly server: Server;
  /** Every event with a valid signature, in the order of arrival, whatever was answered. */
  readonly seen: readonly AlertEvent[];
  /** Those that were answered with 2xx. */
  readonly accepted: readonly AlertEvent[];
  /** Requests without a valid signature. */
  readonly refused: readonly string[];
  /** Headers of the last request. */
  readonly lastHeaders: () => Headers | undefined;
  /** How many requests were in progress at the same time, at most. */
  readonly mostAtOnce: () => number;
  /** Where a redirect leads to: whoever posts there has followed it. */
  readonly followed: () => number;
  setMode(mode: Ws155Mode | ((event: AlertEvent) => Ws155Mode)): void;
  close(): Promise<void>;
}

export async function startFakeWs155(secret: string): Promise<FakeWs155> {
  let modeOf: (event: AlertEvent) => Ws155Mode = () => 'ok';
  const seen: AlertEvent[] = [];
  const accepted: AlertEvent[] = [];
  const refused: string[] = [];
  let lastHeaders: Headers | undefined;
  let atOnce = 0;
  let mostAtOnce = 0;
  let followed = 0;

  const { url, server, close } = await startWebServer(async (request) => {
    if (new URL(request.url).pathname === '/elsewhere') {
      followed += 1;
      return new Response(null, { status: 204 });
    }
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    try {
      return await receive(request);
    } finally {
      atOnce -= 1;
    }
  });

  async function receive(request: Request): Promise<Response> {
    lastHeaders = request.headers;
    const webhook = await verifyWebhook(request, { secrets: secret });
    if (!webhook.valid) {
      refused.push(webhook.reason);
      return webhook.response;
    }
    seen.push(webhook.event);
    const mode = modeOf(webhook.event);
    if (mode === 'hang') return new Promise(() => {});
    if (mode === 'hang up') {
      server.closeAllConnections();
      return new Promise(() => {});
    }
    if (mode === 'redirect') return new Response(null, { status: 307, headers: { location: `${url}/elsewhere` } });
    if (typeof mode === 'number' && mode >= 300) return Response.json({ error: 'no' }, { status: mode });
    accepted.push(webhook.event);
    return new Response(null, { status: typeof mode === 'number' ? mode : 204 });
  }

  return {
    url,
    server,
    seen,
    accepted,
    refused,
    lastHeaders: () => lastHeaders,
    mostAtOnce: () => mostAtOnce,
    followed: () => followed,
    setMode: (mode) => void (modeOf = typeof mode === 'function' ? mode : () => mode),
    close,
  };
}
