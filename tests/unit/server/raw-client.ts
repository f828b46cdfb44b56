import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { startServer, type RunningServer, type ServerOptions } from '../../../src/server/start-server.js';

const servers: RunningServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map(({ stop }) => stop()));
});

export interface Started extends RunningServer {
  readonly port: number;
  /** What `onError` heard, as texts. */
  readonly errors: readonly string[];
}

/** A server on a free port, which ends with its test. */
export async function start(handle: ServerOptions['handle'], options: Partial<ServerOptions> = {}): Promise<Started> {
  const errors: string[] = [];
  const onError = (error: unknown) => void errors.push(error instanceof Error ? error.message : String(error));
  const server = await startServer({ handle, host: '127.0.0.1', port: 0, graceMs: 300, onError, ...options });
  servers.push(server);
  return { ...server, port: Number(new URL(server.url).port), errors };
}

export interface RawClient {
  readonly socket: Socket;
  /** All that came so far. */
  readonly received: () => string;
  /** Resolves when the other side has ended the connection. */
  readonly closed: Promise<string>;
}

/** A connection over which a test writes bytes as it likes. */
export function open(port: number, first: string | Uint8Array = ''): RawClient {
  let received = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(first));
  sockets.push(socket);
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  socket.on('error', () => {});
  return { socket, received: () => received, closed: new Promise((done) => socket.once('close', () => done(received))) };
}

/** The bytes of a request; a body goes as it is. */
export function requestOf(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { host: 'server', ...headers };
  return `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`;
}
