import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIdempotencyStore, receiveWebhook, type AlertEvent } from '../../src/alerts/index.js';
import { close, listen } from './loopback.js';
import { createContractCheck } from './ws-155-contract.js';

/**
 * What WS-155 does with a delivery that keeps the contract: act on it and answer 204 (`ok`) or another 2xx; act and answer after the gateway
 * gave up (`late`); begin to act and go on when the mode changes (`wait`); fail to act (`fail`). Without acting: answer with a status, never
 * answer (`hang`), cut the connection (`hang up`), end it within the head of the answer (`break off`), send elsewhere (`redirect`).
 */
export type Ws155Mode = 'ok' | 'late' | 'wait' | 'fail' | 'hang' | 'hang up' | 'break off' | 'redirect' | number | Ws155Status;

export interface Ws155Status {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A stand-in for WS-155 over a real socket. It verifies what it gets, and acts once on each id. */
export interface Ws155 {
  readonly url: string;
  /** What else a stack posts to, such as a fallback or a dead man's switch: answered 204, on a port of its own. */
  readonly othersUrl: string;
  /** Every event that kept the contract, in the order of arrival, whatever was answered. */
  readonly seen: readonly AlertEvent[];
  /** Those that were answered with 2xx. */
  readonly accepted: readonly AlertEvent[];
  /** Those that were acted on. */
  readonly acted: readonly AlertEvent[];
  /** Why requests were refused: no valid signature, or not the contract's schema. */
  readonly refused: readonly string[];
  /** Those on which acting was begun, about a job, and in the second case of one alert only. */
  begun(job: string, alert?: string): readonly AlertEvent[];
  /** What deliveries of the events that were begun were answered, in the order of the answers. */
  answers(job: string, alert?: string): readonly number[];
  /** Headers of the last request. */
  lastHeaders(): Headers | undefined;
  /** How many requests were in progress at the same time, at most. */
  mostAtOnce(): number;
  /** How many requests followed a redirect. */
  followed(): number;
  /** Bodies of what came to a path of `othersUrl`. */
  others(path: string): readonly string[];
  /** From now on. What waits goes on. @default 'ok' */
  setMode(mode: Ws155Mode | ((event: AlertEvent) => Ws155Mode)): void;
  /** What comes next for the deliveries about a job, before the mode holds again. */
  plan(job: string, ...modes: readonly Ws155Mode[]): void;
  /** Called when an action begins, before it is answered. */
  onAction(listener: ((job: string) => void) | undefined): void;
  /** Refuses connections until it is brought back; other paths go on. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Later than the 10 s after which the gateway and Alertmanager give up. */
const LATE_MS = 12_000;

/** Starts it on free ports of 127.0.0.1; with a key and a certificate of `localhost`, over TLS. */
export async function startWs155(secret: string, { tls }: { readonly tls?: ServerOptions } = {}): Promise<Ws155> {
  const check = createContractCheck(secret);
  const store = createIdempotencyStore();
  const [seen, accepted, acted, begun]: [AlertEvent[], AlertEvent[], AlertEvent[], AlertEvent[]] = [[], [], [], []];
  const refused: string[] = [];
  const answered: { readonly id: string; readonly status: number }[] = [];
  const posts: { readonly path: string; readonly body: string }[] = [];
  const plans = new Map<string, Ws155Mode[]>();
  let modeOf: (event: AlertEvent) => Ws155Mode = () => 'ok';
  let modeChanged = createGate();
  let listener: ((job: string) => void) | undefined;
  let lastHeaders: Headers | undefined;
  let [atOnce, mostAtOnce, followed] = [0, 0, 0];

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = (await buffer(incoming)).toString();
    if (incoming.url === '/elsewhere') {
      followed += 1;
      return send(outgoing, new Response(null, { status: 204 }));
    }
    const headers = new Headers(incoming.headers as Record<string, string>);
    lastHeaders = headers;
    const checked = await check({ headers, body });
    if ('reason' in checked) {
      refused.push(checked.reason);
      return send(outgoing, checked.answer);
    }
    const { event } = checked;
    seen.push(event);
    const mode = plans.get(jobOf(event))?.shift() ?? modeOf(event);
    if (mode === 'hang') return new Promise(() => {});
    if (mode === 'hang up') return void outgoing.destroy();
    if (mode === 'break off') return void incoming.socket.end('HTTP/1.1 200 OK\r\ncontent-le');
    if (mode === 'redirect') return send(outgoing, new Response(null, { status: 307, headers: { location: `${url}/elsewhere` } }));
    const { status, headers: own } = typeof mode === 'object' ? mode : { status: typeof mode === 'number' ? mode : undefined, headers: {} };
    if (status !== undefined && status >= 300) {
      answered.push({ id: event.id, status });
      return send(outgoing, Response.json({ error: 'no' }, { status, headers: { ...own } }));
    }

    const response = await receiveWebhook(
      { headers, body },
      { secrets: secret, idempotencyStore: store, act: (one) => act(one, mode), onError: () => {} },
    );
    const answer = response.status === 204 && status !== undefined ? new Response(null, { status }) : response;
    if (answer.ok) accepted.push(event);
    answered.push({ id: event.id, status: answer.status });
    if (mode === 'late') await sleep(LATE_MS);
    await send(outgoing, answer);
  }

  async function act(event: AlertEvent, mode: Ws155Mode): Promise<void> {
    begun.push(event);
    listener?.(jobOf(event));
    if (mode === 'wait') await modeChanged.opened;
    if (mode === 'fail') throw new Error('WS-155 failed to act.');
    acted.push(event);
  }

  function answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    void receive(incoming, outgoing)
      // The sender went away in mid-request.
      .catch(() => outgoing.destroy())
      .finally(() => (atOnce -= 1));
  }

  const make = () => (tls ? createTlsServer(tls, answer) : createServer(answer));
  const others = createServer((incoming, outgoing) => {
    void buffer(incoming).then((body) => {
      posts.push({ path: incoming.url ?? '', body: body.toString() });
      outgoing.writeHead(204).end();
    });
  });
  let server = make();
  const plainUrl = await listen(server);
  const url = tls ? plainUrl.replace('http://127.0.0.1', 'https://localhost') : plainUrl;
  const othersUrl = await listen(others);
  const begunAbout = (job: string, alert?: string) =>
    begun.filter((event) => jobOf(event) === job && (alert === undefined || event.data.alert === alert));

  return {
    url,
    othersUrl,
    seen,
    accepted,
    acted,
    refused,
    begun: begunAbout,
    answers(job, alert) {
      const ids = new Set(begunAbout(job, alert).map(({ id }) => id));
      return answered.filter(({ id }) => ids.has(id)).map(({ status }) => status);
    },
    lastHeaders: () => lastHeaders,
    mostAtOnce: () => mostAtOnce,
    followed: () => followed,
    others: (path) => posts.filter((post) => post.path === path).map(({ body }) => body),
    setMode(mode) {
      modeOf = typeof mode === 'function' ? mode : () => mode;
      modeChanged.open();
      modeChanged = createGate();
    },
    plan: (job, ...modes) => void plans.set(job, [...modes]),
    onAction: (next) => void (listener = next),
    goDown: () => close(server),
    async comeBack() {
      server = make();
      await listen(server, Number(new URL(url).port));
    },
    async close() {
      await Promise.all([close(server), close(others)]);
    },
  };
}

/** Types of the events about a job, in their order. */
export function typesOf(events: readonly AlertEvent[], job: string, alert?: string): readonly string[] {
  return events.filter((event) => jobOf(event) === job && (alert === undefined || event.data.alert === alert)).map(({ type }) => type);
}

function jobOf({ data }: AlertEvent): string {
  return data.identity.job ?? '';
}

async function send(outgoing: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
}

function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
