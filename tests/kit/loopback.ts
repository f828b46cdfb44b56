import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a port of 127.0.0.1, by default a free one. Resolves to the address: `http://127.0.0.1:port`. */
export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((done, reject) => server.once('error', reject).listen(port, '127.0.0.1', done));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Ends a server and its connections, whatever they wait for. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
