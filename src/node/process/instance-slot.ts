import { createServer } from 'node:net';

/** More processes of one service on one host get an id that is drawn. */
const MOST_SLOTS = 64;

/** What this thread holds already, by its key. */
const held = new Map<string, number>();

/**
 * The lowest number from 0 that no other thread or process alive on this host holds under the key. It is held until the process ends,
 * however it ends: the kernel frees the name of a socket with its process, so there is no file to clean up and no process id to mistake.
 *
 * @returns `undefined` where the platform has no such names, or none is free
 */
export function holdSlot(key: string, platform: NodeJS.Platform = process.platform): number | undefined {
  const before = held.get(key);
  if (before !== undefined) return before;
  // Linux: the abstract namespace, which is one for each network namespace. Windows: named pipes.
  const prefix = platform === 'linux' ? '\0' : platform === 'win32' ? '\\\\.\\pipe\\' : undefined;
  if (prefix === undefined) return undefined;
  for (let slot = 0; slot < MOST_SLOTS; slot += 1) {
    if (!bind(`${prefix}backup-telemetry-${key}-${slot}`)) continue;
    held.set(key, slot);
    return slot;
  }
  return undefined;
}

/** Binding is done when `listen` returns, only its event comes later. Nothing of it keeps a process alive. */
function bind(path: string): boolean {
  try {
    const server = createServer((connection) => connection.destroy());
    server.on('error', () => undefined);
    // `exclusive`: in a cluster the name would else be that of the primary process, for all.
    server.listen({ path, exclusive: true });
    server.unref();
    return server.listening;
  } catch {
    return false;
  }
}
