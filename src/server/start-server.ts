import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReadBody } from '../http/read-body.js';
import { trackConnections } from './connections.js';
import { toListener } from './listener.js';

/** What a handler gets besides the request. */
export interface ServerContext {
  /** Aborts when the server stops: an answer without an end, such as a stream of events, has to end itself now. */
  readonly stopping: AbortSignal;
  /** The short way to the body of the request. @default reads `request.body` */
  readonly readBody?: ReadBody;
}

/** A handler that may want to know about its server. */
export type ServerHandler = (request: Request, context: ServerContext) => Response | Promise<Response>;

export interface ServerOptions {
  readonly handle: ServerHandler;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How long requests in progress may take when the server stops. */
  readonly graceMs: number;
  /** Hears what goes wrong in a handler or while an answer is sent. */
  readonly onError: (error: unknown) => void;
  readonly timeouts?: Partial<ServerTimeouts>;
}

export interface ServerTimeouts {
  /** For all headers of a request to arrive. @default 10_000 */
  readonly headersMs: number;
  /** For a whole request to arrive. @default 30_000 */
  readonly requestMs: number;
  /** For the next request over the same connection. @default 75_000 */
  readonly keepAliveMs: number;
  /** For a client to take the next piece of its answer. @default 30_000 */
  readonly stalledMs: number;
}

export interface RunningServer {
  readonly url: string;
  /**
   * Takes no new connections, ends those over which nothing is in flight at once, lets requests in progress end within the grace, and
   * resolves. The second call is the first.
   */
  readonly stop: () => Promise<void>;
}

const DEFAULT_TIMEOUTS: ServerTimeouts = { headersMs: 10_000, requestMs: 30_000, keepAliveMs: 75_000, stalledMs: 30_000 };
const CLOSE_QUIET_EVERY_MS = 50;

/** @throws when the address cannot be listened on */
export async function startServer({ handle, host, port, graceMs, onError, timeouts }: ServerOptions): Promise<RunningServer> {
  const { headersMs, requestMs, keepAliveMs, stalledMs } = { ...DEFAULT_TIMEOUTS, ...timeouts };
  const stopping = new AbortController();

  const listener = toListener((request, readBody) => handle(request, { stopping: stopping.signal, readBody }), { onError, stalledMs });
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      keepAliveTimeout: keepAliveMs,
      // By default Node looks at them twice a minute only.
      connectionsCheckingInterval: Math.ceil(Math.min(headersMs, requestMs) / 10),
    },
    (incoming, outgoing) => {
      connections.begin(outgoing);
      listener(incoming, outgoing);
    },
  );
  const connections = trackConnections(server);
  await new Promise<void>((done, reject) => {
    server.once('error', reject);
    server.listen(port, host, done);
  });
  // Such as no more file descriptors for a new connection: the others go on.
  server.on('error', onError);
  const { address, family, port: bound } = server.address() as AddressInfo;

  async function stop(): Promise<void> {
    stopping.abort();
    const quiet = setInterval(connections.closeQuiet, CLOSE_QUIET_EVERY_MS);
    const late = setTimeout(() => server.closeAllConnections(), graceMs);
    const closed = new Promise<void>((done) => server.close(() => done()));
    connections.closeQuiet();
    await closed;
    clearInterval(quiet);
    clearTimeout(late);
  }
  let stopped: Promise<void> | undefined;

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    stop: () => (stopped ??= stop()),
  };
}
