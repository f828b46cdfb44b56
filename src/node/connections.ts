import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { readForSignal, type Environment, type Signal } from './environment.js';

/** The connections of one exporter. */
export interface Connections {
  /** For the exporter; undefined where it has to make its own. */
  readonly agentFactory: ((protocol: string) => HttpAgent) | undefined;
  /** Breaks those that are open. */
  readonly cut: () => void;
  /** Breaks those that are open, and lets no more be made. */
  readonly close: () => void;
}

const CERTIFICATES = ['CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'] as const;

/**
 * The exporter gives up on a silent connection, but not on one where a byte comes now and then, and a process does not end
 * while a connection is in use. So its connections are ours to cut, save where it reads the certificates for them itself.
 */
export function createConnections(signal: Signal, environment: Environment): Connections {
  const hasCertificates = CERTIFICATES.some((what) => readForSignal(environment, signal, what) !== undefined);
  let agent: HttpAgent | undefined;

  function cut(): void {
    // With an error of our own: one that looks like a lost network would be tried again, and a process waits for that.
    for (const sockets of Object.values(agent?.sockets ?? {})) for (const socket of sockets ?? []) socket.destroy(new Error('cut'));
    agent?.destroy();
  }

  return {
    agentFactory: hasCertificates
      ? undefined
      : (protocol) => (agent ??= protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })),
    cut,
    close() {
      // A request that is just being made, or waits for a connection, must not open one now.
      if (agent) Object.assign(agent, { createConnection: refuse });
      cut();
    },
  };
}

/** Takes the place of an agent's `createConnection`, which may answer with an error instead of a socket. */
function refuse(_options: unknown, callback: (error: Error) => void): void {
  callback(new Error('closed'));
}
