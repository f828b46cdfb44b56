// Prometheus with a fleet's data, with the shipped rules or without, and its own metrics as numbers.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import { parse, stringify } from 'yaml';
import { freePorts } from '../stack/ports.js';
import { answers, startProgram } from '../stack/program.js';

const SHIPPED = resolve(import.meta.dirname, '../../otel-collector/prometheus');
const run = promisify(execFile);

/** Makes blocks of lines. */
export async function makeBlocks(promtool: string, lines: Iterable<string>, folder: string, longest: string) {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'lines.om');
  const stream = createWriteStream(file);
  let count = 0;
  let waiting = '';
  for (const line of lines) {
    count += 1;
    waiting += line;
    if (waiting.length < 1_000_000) continue;
    if (!stream.write(waiting)) await once(stream, 'drain');
    waiting = '';
  }
  stream.end(`${waiting}# EOF\n`);
  await once(stream, 'finish');
  await run(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', `--max-block-duration=${longest}`, '--quiet', file, folder]);
  await rm(file);
  return count;
}

/** Answers scrapes with what the services export at the moment. */
export async function servePage(page: () => string) {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/plain; version=0.0.4').end(page()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => new Promise((done) => server.close(done).closeAllConnections()) };
}

export async function startPrometheus({
  binary,
  data,
  servicesPort,
  withRules,
}: {
  binary: string;
  data: string;
  servicesPort: number;
  withRules: boolean;
}) {
  const shipped = parse(await readFile(join(SHIPPED, 'prometheus.yml'), 'utf8')) as Readonly<Record<string, unknown>>;
  const config = {
    ...shipped,
    rule_files: withRules ? [join(SHIPPED, 'rules.yaml')] : [],
    alerting: undefined,
    // What comes by OTLP costs the same with rules and without; a scrape needs fewer programs.
    scrape_configs: [
      { job_name: 'services', honor_labels: true, scrape_interval: '10s', static_configs: [{ targets: [`127.0.0.1:${servicesPort}`] }] },
    ],
  };
  const file = join(data, 'prometheus.yml');
  await writeFile(file, stringify(config));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    name: 'Prometheus',
    command: binary,
    args: [`--config.file=${file}`, `--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`],
    ready: () => answers(`${url}/-/ready`),
    limitMs: 120_000,
  });
  return { stop: program.stop, query, own };

  /** The value of a query that has one; 0 without any. */
  async function query(expression: string) {
    const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { data: found } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
    return Number(found.result[0]?.value[1] ?? 0);
  }

  /** Its own metrics of a name: the value for each rule group, or under an empty text. */
  async function own(name: string): Promise<Record<string, number>> {
    const text = await (await fetch(`${url}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    return Object.fromEntries(lines.map((line) => [/;([^"]*)"/.exec(line)?.[1] ?? '', Number(line.slice(line.lastIndexOf(' ')))]));
  }
}
