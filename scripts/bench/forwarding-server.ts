// The least that a gateway can do, and the control in its place: reads a notification, posts each alert of it signed, and answers when all
// are accepted. It checks nothing, and neither words nor identities nor retries are its business.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Agent } from 'undici';

const [port, receiver = '', secret = ''] = process.argv.slice(2);
const { origin, pathname: path } = new URL(receiver);
const agent = new Agent({ connections: 32 });

async function forward(alert: unknown) {
  const body = JSON.stringify(alert);
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  const answer = await agent.request({ origin, path, method: 'POST', headers, body });
  await answer.body.dump();
}

async function forwardAll(request: IncomingMessage) {
  if (request.method !== 'POST') return;
  const { alerts } = JSON.parse(await text(request)) as { alerts: readonly unknown[] };
  await Promise.all(alerts.map(forward));
}

createServer((request, response) => {
  forwardAll(request).then(
    () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}'),
    () => response.writeHead(500).end(),
  );
}).listen(Number(port), '127.0.0.1');
