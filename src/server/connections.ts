import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is known of a connection. */
interface Use {
  inFlight: number;
  /** How much had come when the last answer was out. More than that is a request on its way. */
  bytesAtRest: number;
}

/** The connections of a server, and which of them nobody waits for. */
export interface Connections {
  /** A request has come, and is in flight until it is answered or its client has gone. */
  readonly begin: (outgoing: ServerResponse) => void;
  /**
   * Ends those over which nothing is in flight. Node's own `closeIdleConnections` leaves those that never sent anything, and those that sent
   * part of a body which nobody reads.
   */
  readonly closeQuiet: () => void;
}

export function trackConnections(server: Server): Connections {
  const uses = new Map<Socket, Use>();
  server.on('connection', (socket: Socket) => {
    uses.set(socket, { inFlight: 0, bytesAtRest: 0 });
    socket.once('close', () => uses.delete(socket));
  });
  return {
    begin(outgoing) {
      const { socket } = outgoing.req;
      const use = uses.get(socket);
      if (!use) return;
      use.inFlight += 1;
      outgoing.once('close', () => {
        use.inFlight -= 1;
        use.bytesAtRest = socket.bytesRead;
      });
    },
    closeQuiet() {
      for (const [socket, { inFlight, bytesAtRest }] of uses) {
        if (inFlight === 0 && socket.bytesRead === bytesAtRest) socket.destroySoon();
      }
    },
  };
}
