import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { fastify } from 'fastify';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { createIdempotencyStore, receiveWebhook, type AlertEvent, type IncomingWebhook } from '../../../src/alerts/index.js';
import { close, listen } from '../../kit/loopback.js';
import { startWebServer } from '../../kit/web-server.js';
import { rightEvent, SECRET, sign } from './forgeries.js';

interface Started {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}
type Receive = (webhook: IncomingWebhook) => Promise<Response>;

const nothing = () => {};
let stop: () => Promise<unknown> = async () => {};
afterEach(() => stop());

/** Servers as docs/alerts.md shows them. */
const SERVERS: Readonly<Record<string, (receive: Receive) => Promise<Started>>> = {
  'node:http': (receive) =>
    startNode((request, response) => {
      receive({ headers: request.headers, body: request })
        .then(async (answer) => {
          response.writeHead(answer.status, Object.fromEntries(answer.headers));
          response.end(await answer.text());
        })
        .catch(() => response.writeHead(500).end());
    }),
  'Express with express.raw()': (receive) =>
    startNode(
      express().post('/', express.raw({ type: 'application/json' }), async (request, response) => {
        const answer = await receive({ headers: request.headers, body: request.body as Buffer });
        response
          .status(answer.status)
          .set(Object.fromEntries(answer.headers))
          .send(await answer.text());
      }),
    ),
  'Express without a parser': (receive) =>
    startNode(
      express().post('/', async (request, response) => {
        const answer = await receive({ headers: request.headers, body: request });
        response.status(answer.status).send(await answer.text());
      }),
    ),
  'Fastify with a parser that keeps bytes': async (receive) => {
    const app = fastify();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    app.post('/', async (request, reply) => {
      const answer = await receive({ headers: request.headers, body: request.body as Buffer });
      return reply
        .code(answer.status)
        .headers(Object.fromEntries(answer.headers))
        .send(await answer.text());
    });
    return { url: await app.listen({ port: 0, host: '127.0.0.1' }), stop: () => app.close() };
  },
  Hono: (receive) => startWeb(async (request) => new Hono().post('/', (context) => receive(context.req.raw)).fetch(request)),
  'a route handler of Next.js': (receive) => startWeb(receive),
};

/** Servers that parse before anybody could look: a mistake that has to be said. */
const MISTAKEN: Readonly<Record<string, (receive: Receive) => Promise<Started>>> = {
  'Express with express.json()': (receive) =>
    startNode(
      express().post('/', express.json(), async (request, response) => {
        const answer = await receive({ headers: request.headers, body: request.body as Buffer });
        response.status(answer.status).send(await answer.text());
      }),
    ),
  'Fastify with its own parser': async (receive) => {
    const app = fastify();
    app.post('/', async (request, reply) => {
      const answer = await receive({ headers: request.headers, body: request.body as Buffer });
      return reply.code(answer.status).send(await answer.text());
    });
    return { url: await app.listen({ port: 0, host: '127.0.0.1' }), stop: () => app.close() };
  },
  'a route handler that read the body': (receive) =>
    startWeb(async (request) => {
      await request.json();
      return receive(request);
    }),
};

async function startNode(listener: RequestListener): Promise<Started> {
  const server = createServer(listener);
  return { url: await listen(server), stop: () => close(server) };
}

async function startWeb(handle: (request: Request) => Promise<Response>): Promise<Started> {
  const server = await startWebServer(handle);
  return { url: server.url, stop: server.close };
}

async function start(serve: (receive: Receive) => Promise<Started>) {
  const acted: AlertEvent[] = [];
  const idempotencyStore = createIdempotencyStore();
  const act = (event: AlertEvent) => void acted.push(event);
  const started = await serve((webhook) => receiveWebhook(webhook, { secrets: SECRET, idempotencyStore, act, onError: nothing }));
  stop = started.stop;
  const post = async ({ headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }) => {
    const answer = await fetch(started.url, { method: 'POST', headers: { ...headers }, body: Buffer.from(body) });
    return [answer.status, await answer.text()] as const;
  };
  return { acted, post };
}

describe.each(Object.entries(SERVERS))('behind %s', (_, serve) => {
  test('an alert is acted on once, whatever bytes its texts have', async () => {
    const { acted, post } = await start(serve);
    const event = await rightEvent();
    const accented = { ...event, data: { ...event.data, summary: 'Sauvegarde échouée 💍' } };
    expect(await post(await sign(accented))).toEqual([204, '']);
    expect(await post(await sign(accented))).toEqual([200, '{"duplicate":true}']);
    expect(acted).toEqual([accented]);
  });

  test('a changed, an unsigned and a large body are refused, and the next one is not', async () => {
    const { acted, post } = await start(serve);
    const { headers, body } = await sign(await rightEvent());
    expect(await post({ headers, body: Buffer.concat([body, Buffer.from(' ')]) })).toEqual([401, '{"error":"Invalid signature"}']);
    expect((await post({ headers: { 'content-type': 'application/json' }, body }))[0]).toBe(401);
    expect((await post(await sign(await rightEvent(), { body: ' '.repeat(70_000) })))[0]).toBe(413);
    expect(acted).toEqual([]);
    expect((await post({ headers, body }))[0]).toBe(204);
  });
});

test.each(Object.entries(MISTAKEN))('behind %s nothing is acted on, and the answer says how to wire it', async (_, serve) => {
  const { acted, post } = await start(serve);
  const [status, text] = await post(await sign(await rightEvent()));
  expect([status, text]).toEqual([500, expect.stringContaining('express.raw(')]);
  expect(acted).toEqual([]);
});
