// @ts-check
import { createServer } from 'node:http';

/**
 * What is outside of the way to WS-155: the fallback, and the dead man who hears that the way works.
 * @param {{ onFallback: (text: string) => void }} options
 */
export async function startOtherChannels({ onFallback }) {
  let heartbeats = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (/** @type {string} */ text) => (body += text));
    request.on('end', () => {
      if (request.url === '/dead-man') heartbeats += 1;
      else onFallback(body);
      response.writeHead(204).end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  server.unref();
  const url = `http://127.0.0.1:${String(/** @type {import('node:net').AddressInfo} */ (server.address()).port)}`;
  return {
    fallbackUrl: `${url}/fallback`,
    deadManUrl: `${url}/dead-man`,
    heartbeats: () => heartbeats,
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
