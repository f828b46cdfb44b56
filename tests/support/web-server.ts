import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toListener, type WebHandler } from '../../src/cli/gateway/listener.js';

/** A web-standard handler behind a real socket. */
export interface WebServer {
  readonly url: string;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startWebServer(handle: WebHandler): Promise<WebServer> {
  const server = createServer(toListener(handle));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    server,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
