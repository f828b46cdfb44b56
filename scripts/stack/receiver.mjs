// @ts-check
import { resolve } from 'node:path';
import { startProgram } from './program.mjs';

const RECEIVER = resolve(import.meta.dirname, '../../examples/ws-155-receiver/main.mjs');
const PATH = '/api/ws-155';

/** @param {number} port */
export const receiverUrl = (port) => `http://127.0.0.1:${String(port)}${PATH}`;

/**
 * The example of a WS-155 receiver. It prints a line for each alert it acts on.
 * @param {{ port: number, webhookSecret: string, onLine?: (line: string) => void }} options
 * @returns {Promise<import('./program.mjs').Program>}
 */
export function startReceiver({ port, webhookSecret, onLine }) {
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
