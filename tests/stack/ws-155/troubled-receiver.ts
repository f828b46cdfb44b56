import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIdempotencyStore, receiveWebhook, type AlertEvent } from '../../../src/alerts/index.js';
import { close, listen } from '../../kit/loopback.js';

/** What goes wrong with one delivery. A status is answered without acting; `late` acts, and answers only after the gateway gave up. */
export type Trouble = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'hangs up' | 'breaks off' | 'late';

/** WS-155 on one port, where it can be taken down and brought back. It acts once on each id. */
export interface TroubledReceiver {
  readonly url: string;
  /** What comes next for the deliveries of a job; after that all is well. */
  plan(job: string, ...troubles: readonly Trouble[]): void;
  /** Types of the events of a job that were acted on, in their order. */
  readonly acted: (job: string) => readonly string[];
  /** How often something about a job was delivered, and when: milliseconds since the Unix epoch. */
  readonly deliveries: (job: string) => readonly number[];
  /** Bodies of what came to other paths, such as the fallback. */
  readonly others: (path: string) => readonly string[];
  /** Refuses connections to WS-155 until it is brought back; other paths go on. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const LATE_MS = 12_000;

export async function startTroubledReceiver(secret: string): Promise<TroubledReceiver & { readonly othersUrl: string }> {
  const plans = new Map<string, Trouble[]>();
  const events: AlertEvent[] = [];
  const delivered: { readonly job: string; readonly at: number }[] = [];
  const posts: { readonly path: string; readonly body: string }[] = [];
  const seen = createIdempotencyStore();

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const job = jobOf(body.toString());
    delivered.push({ job, at: Date.now() });
    const trouble = plans.get(job)?.shift();
    if (trouble === 'hangs up') return void outgoing.destroy();
    if (trouble === 'breaks off') return void incoming.socket.end('HTTP/1.1 200 OK\r\ncontent-le');
    if (typeof trouble === 'object') return void outgoing.writeHead(trouble.status, trouble.headers).end();
    const request = new Request('http://ws-155/', {
      method: 'POST',
      headers: incoming.headers as Record<string, string>,
      body: new Uint8Array(body),
    });
    const { status } = await receiveWebhook(request, { secrets: secret, seen, act: (event) => void events.push(event) });
    if (trouble === 'late') await sleep(LATE_MS);
    outgoing.writeHead(status).end();
  }

  const make = () => createServer((incoming, outgoing) => void receive(incoming, outgoing));
  const others = createServer((incoming, outgoing) => {
    void buffer(incoming).then((body) => {
      posts.push({ path: incoming.url ?? '', body: body.toString() });
      outgoing.writeHead(204).end();
    });
  });
  let ws155 = make();
  const url = await listen(ws155);
  const othersUrl = await listen(others);
  return {
    url,
    othersUrl,
    plan: (job, ...troubles) => void plans.set(job, [...troubles]),
    acted: (job) => events.filter(({ data }) => data.identity.job === job).map(({ type }) => type),
    deliveries: (job) => delivered.filter((one) => one.job === job).map(({ at }) => at),
    others: (path) => posts.filter((post) => post.path === path).map(({ body }) => body),
    goDown: () => close(ws155),
    async comeBack() {
      ws155 = make();
      await listen(ws155, Number(new URL(url).port));
    },
    async close() {
      await Promise.all([close(ws155), close(others)]);
    },
  };
}

function jobOf(body: string): string {
  return (JSON.parse(body) as AlertEvent).data.identity.job ?? '';
}
