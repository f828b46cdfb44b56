import { createServer, type Server } from 'node:http';
import { toListener, type WebHandler } from '../../src/server/listener.js';
import { close, listen } from './loopback.js';

/** A web-standard handler behind a real socket. */
export interface WebServer {
  readonly url: string;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startWebServer(handle: WebHandler): Promise<WebServer> {
  const server = createServer(toListener(handle));
  return { url: await listen(server), server, close: () => close(server) };
}
