// @ts-check
import { createServer } from 'node:http';

/**
 * What is outside of the way to WS-155: the fallback, and the dead man who hears that the way works.
 * @param {{ onFallback: (text: string) => void }} options `onFallback` gets a sentence for each alert.
 */
export async function startOtherChannels({ onFallback }) {
  let heartbeats = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (/** @type {string} */ text) => (body += text));
    request.on('end', () => {
      if (request.url === '/dead-man') heartbeats += 1;
      else for (const text of sentencesOf(body)) onFallback(text);
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

/** The gateway tells one alert as a text, Alertmanager several with a summary each. @param {string} body @returns {string[]} */
function sentencesOf(body) {
  try {
    const { text, alerts = [] } = JSON.parse(body);
    return text
      ? [text]
      : alerts.map((/** @type {any} */ { status, annotations }) => `${status}: ${annotations?.summary ?? 'an alert without a summary'}`);
  } catch {
    return ['something that is no JSON'];
  }
}
