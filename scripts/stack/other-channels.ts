import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What is outside of the pipeline to WS-155: the fallback, and the dead man's switch, which hears that the pipeline works.
 * @param options - `onFallback` gets a sentence for each alert.
 */
export async function startOtherChannels({ onFallback }: { onFallback: (text: string) => void }) {
  let heartbeats = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      if (request.url === '/dead-man') heartbeats += 1;
      else for (const text of sentencesOf(body)) onFallback(text);
      response.writeHead(204).end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  server.unref();
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    fallbackUrl: `${url}/fallback`,
    deadManUrl: `${url}/dead-man`,
    heartbeats: () => heartbeats,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Notification {
  readonly text?: string;
  readonly alerts?: readonly { readonly status: string; readonly annotations?: { readonly summary?: string } }[];
}

/** The gateway sends one alert as a text, Alertmanager several with a summary each. */
function sentencesOf(body: string): string[] {
  try {
    const { text, alerts = [] } = JSON.parse(body) as Notification;
    return text ? [text] : alerts.map(({ status, annotations }) => `${status}: ${annotations?.summary ?? 'an alert without a summary'}`);
  } catch {
    return ['something that is no JSON'];
  }
}
