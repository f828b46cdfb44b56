// @ts-check
// The route handler beside this file, alone: `WS155_WEBHOOK_SECRETS=whsec_... node examples/ws-155-receiver/main.mjs`
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { POST } from './route.mjs';

const PATH = '/api/ws-155';

const server = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((error) => {
    console.error(error);
    outgoing.writeHead(500).end();
  });
});

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {import('node:http').ServerResponse} outgoing
 */
async function answer(incoming, outgoing) {
  const response = await respond(incoming);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

/** @param {import('node:http').IncomingMessage} incoming */
function respond(incoming) {
  if (incoming.url !== PATH) return new Response(null, { status: 404 });
  if (incoming.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
  const headers = Object.entries(incoming.headers).map(([name, value]) => /** @type {[string, string]} */ ([name, String(value)]));
  const body = /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(incoming));
  return POST(new Request(`http://localhost${PATH}`, { method: 'POST', headers, body, duplex: 'half' }));
}

server.listen(Number(process.env.PORT ?? 3155), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`WS-155 receiver on http://127.0.0.1:${port}${PATH}`);
});
