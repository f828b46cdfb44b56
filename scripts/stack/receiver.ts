import { resolve } from 'node:path';
import { startProgram, type Program } from './program.js';

const RECEIVER = resolve(import.meta.dirname, '../../examples/ws-155-receiver/main.mjs');
const PATH = '/api/ws-155';

export const receiverUrl = (port: number) => `http://127.0.0.1:${String(port)}${PATH}`;

/** The example of a WS-155 receiver. It prints a line for each alert it acts on. */
export function startReceiver({
  port,
  webhookSecret,
  onLine,
}: {
  port: number;
  webhookSecret: string;
  onLine?: (line: string) => void;
}): Promise<Program> {
  return startProgram({
    name: 'ws-155',
    command: process.execPath,
    args: [RECEIVER],
    env: { PORT: String(port), WS155_WEBHOOK_SECRETS: webhookSecret },
    ...(onLine && { onLine }),
    // It takes nothing but POST there.
    ready: async () => (await fetch(receiverUrl(port), { signal: AbortSignal.timeout(2_000) })).status === 405,
  });
}
