import { createServer, type AddressInfo, type Server } from 'node:net';

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

/** A port of the loopback interface for each program: the usual one if it is wanted and free. */
export async function choosePorts({ usual }: { usual: boolean }): Promise<Ports> {
  // All are held until the last is chosen, so that none is given twice.
  const held = [];
  const chosen = { ...USUAL };
  for (const name of Object.keys(USUAL) as (keyof Ports)[]) {
    const server = usual ? await hold(USUAL[name]).catch(() => hold(0)) : await hold(0);
    held.push(server);
    chosen[name] = (server.address() as AddressInfo).port;
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return chosen;
}

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
