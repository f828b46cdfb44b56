import { createServer, type Server } from 'node:net';

/** Where the programs listen when nothing else does. */
const USUAL = {
  collector: 4318,
  collectorHealth: 13133,
  collectorMetrics: 8888,
  prometheus: 9090,
  alertmanager: 9093,
  jaeger: 16686,
  jaegerGrpc: 16685,
  jaegerOtlp: 4418,
  gateway: 9155,
  ws155: 3155,
};

export type Ports = Readonly<typeof USUAL>;

// A port that was looked for and let go is free to all until its program takes it. These are below those that systems give to connections
// and to servers that take any port, and each process goes through them from a place of its own.
const FIRST = 10_240;
const COUNT = 22_528;
const BETWEEN_PROCESSES = 64;
let next = (process.pid * BETWEEN_PROCESSES) % COUNT;

/** A port of the loopback interface for each program: the usual one if it is wanted and free. */
export async function choosePorts({ usual }: { usual: boolean }): Promise<Ports> {
  // All are held until the last is chosen, so that none is given twice.
  const held: Held[] = [];
  const chosen = { ...USUAL };
  for (const name of Object.keys(USUAL) as (keyof Ports)[]) {
    const each = usual ? await hold(USUAL[name]).catch(holdFree) : await holdFree();
    held.push(each);
    chosen[name] = each.port;
  }
  await Promise.all(held.map(release));
  return chosen;
}

/** Ports of the loopback interface that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, holdFree));
  await Promise.all(held.map(release));
  return held.map(({ port }) => port);
}

async function holdFree(): Promise<Held> {
  for (let tries = 0; tries < COUNT; tries += 1) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    const server = await hold(port).catch(() => undefined);
    if (server) return server;
  }
  throw new Error(`Expected one of ${String(COUNT)} ports from ${String(FIRST)} to be free on 127.0.0.1, got none.`);
}

interface Held {
  readonly port: number;
  readonly server: Server;
}

function hold(port: number): Promise<Held> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ port, server }));
  });
}

function release({ server }: Held): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}
