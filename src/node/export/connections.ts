import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { readForSignal, type Environment, type Signal } from '../settings/environment.js';
import { sayMistake } from '../problems/mistakes.js';

/** The connections of one exporter. */
export interface Connections {
  /** For the exporter. */
  readonly agentFactory: (protocol: string) => HttpAgent;
  /** Breaks those that nobody has answered yet: a process does not end before an attempt to connect does. */
  readonly cutUnanswered: () => void;
  /** Breaks those that are open. */
  readonly cut: () => void;
  /** Breaks those that are open, and lets no more be made. */
  readonly close: () => void;
}

/**
 * The exporter gives up on a silent connection, but not on one where a byte comes now and then, and a process does not end
 * while a connection is in use. So its connections are ours to cut, and none keeps a process alive: whoever waits for an answer does.
 */
export function createConnections(signal: Signal, environment: Environment): Connections {
  let agent: HttpAgent | undefined;

  function destroy(condition: (socket: Socket) => boolean): void {
    // With an error of our own: one that looks like a lost network would be tried again.
    for (const sockets of Object.values(agent?.sockets ?? {}))
      for (const socket of sockets ?? []) if (condition(socket)) socket.destroy(new Error('cut'));
  }

  function cut(): void {
    destroy(() => true);
    agent?.destroy();
  }

  function make(protocol: string): HttpAgent {
    if (protocol !== 'https:') return letGo(new HttpAgent({ keepAlive: true }));
    return letGo(new HttpsAgent({ keepAlive: true, ...readCertificates(signal, environment) }));
  }

  return {
    agentFactory: (protocol) => (agent ??= make(protocol)),
    cutUnanswered() {
      destroy(({ connecting }) => connecting);
    },
    cut,
    close() {
      // A request that is just being made, or waits for a connection, must not open one now.
      if (agent) Object.assign(agent, { createConnection: refuse });
      cut();
    },
  };
}

/** An agent whose sockets keep no process alive, neither new ones nor those that are used again, which agents hold on to. */
function letGo<A extends HttpAgent>(agent: A): A {
  const inner = agent as unknown as ConnectingAgent;
  const { createConnection, reuseSocket } = inner;
  inner.createConnection = (...args) => createConnection.apply(agent, args)?.unref();
  inner.reuseSocket = (socket, request) => {
    reuseSocket.call(agent, socket, request);
    socket.unref();
  };
  return agent;
}

/** What Node.js documents of an agent, and its types leave out. */
interface ConnectingAgent {
  createConnection: (options: unknown, callback: unknown) => Socket | undefined;
  reuseSocket: (socket: Socket, request: unknown) => void;
}

/** An agent that is stated takes the place of the exporter's own, which would read these. */
function readCertificates(signal: Signal, environment: Environment) {
  const read = (what: 'CERTIFICATE' | 'CLIENT_CERTIFICATE' | 'CLIENT_KEY') => {
    const path = readForSignal(environment, signal, what);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      sayMistake(`The file that OTEL_EXPORTER_OTLP_${what} names for ${signal} cannot be read (${reason}); it is not used.`);
      return undefined;
    }
  };
  const [ca, cert, key] = [read('CERTIFICATE'), read('CLIENT_CERTIFICATE'), read('CLIENT_KEY')];
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

/** Takes the place of an agent's `createConnection`, which may answer with an error instead of a socket. */
function refuse(_options: unknown, callback: (error: Error) => void): void {
  callback(new Error('closed'));
}
