// @ts-check
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { readEvents, readPoints, readSpans } from './otlp.mjs';

/** @typedef {import('./otlp.mjs').Span} Span */
/** @typedef {import('./otlp.mjs').Point} Point */
/** @typedef {import('./otlp.mjs').Event} Event */
/** @typedef {import('./forward.mjs').Forward} Forward */

/**
 * What really left the process.
 * @typedef {object} Capture
 * @property {string} url
 * @property {Buffer[]} bodies Every request's body, uncompressed.
 * @property {Span[]} spans
 * @property {Event[]} events
 * @property {() => Point[]} points The newest point of each series.
 * @property {() => Promise<void>} close
 */

/**
 * A receiver of OTLP over HTTP on this machine: the package exports to it as to any backend.
 * @param {Forward | undefined} forward Gets each request as well.
 * @returns {Promise<Capture>}
 */
export async function startCapture(forward) {
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Span[]} */
  const spans = [];
  /** @type {Event[]} */
  const events = [];
  /** @type {Map<string, Point>} */
  const points = new Map();

  /** @param {string} path @param {any} json */
  function keep(path, json) {
    if (path === '/v1/traces') spans.push(...readSpans(json));
    if (path === '/v1/logs') events.push(...readEvents(json));
    if (path !== '/v1/metrics') return;
    for (const point of readPoints(json)) points.set(`${point.name} ${JSON.stringify(point.attributes)}`, point);
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async function receive(request, response) {
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const sent = Buffer.concat(chunks);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      const path = request.url ?? '';
      bodies.push(body);
      forward?.send(path, request.headers, sent);
      keep(path, JSON.parse(body.toString()));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } catch {
      response.writeHead(400).end();
    }
  }

  const server = createServer((request, response) => void receive(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    spans,
    events,
    points: () => [...points.values()],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
