// docs/supported-versions.md, from what the matrix of hosts wrote down when it ran.
import type { Row } from '../../tests/hosts/results.js';

const HEAD = `<!-- Generated from tests/hosts/results.json by \`npm run check -- --update\`. Do not edit by hand. -->

# Supported versions

What was run, not what is hoped for. The packed package is installed into each of these projects by the package managers named. A program there wraps a job, and a local OTLP receiver is asked which signals arrived. In every line the job ran to its end and its listeners heard every event.`;

const FOOT = `*Nothing is sent* is where there is no OpenTelemetry SDK: the job runs, and \`onBackupEvent\` works. *Nothing, and it says why*: the preset found its packages missing or too old; one line on stderr ends in the line to run, and the job runs as if nothing had been started.

To run it yourself: \`CI=1 npx vitest run --project hosts\`, and with \`-u\` when the outcome is meant to differ.`;

/** @returns the page as Markdown */
export function supportedVersionsPage(rows: readonly Row[]): string {
  const hosts = groupBy(rows, ({ host }) => host);
  const lines = hosts.flatMap((ofHost) => groupBy(ofHost, ({ checks }) => JSON.stringify(checks))).flatMap(hostLines);
  const notes = hosts.flatMap(([{ host, note }]) => (note ? [`- ${host}: ${note}`] : []));
  const columns = ['Host', 'Versions', 'Installed by', 'Node.js', 'Tried', 'Arrived'];
  return `${[HEAD, table(columns, lines), notes.join('\n'), FOOT].join('\n\n')}\n`;
}

/** One line for each thing that was tried; the host is said in the first. */
function hostLines(rows: Group<Row>): readonly (readonly string[])[] {
  const [{ host, dependencies, checks }] = rows;
  const versions = Object.entries(dependencies).map(([name, version]) => `\`${name}@${version}\``);
  const project = [host, versions.join(' '), distinct(rows, 'manager'), distinct(rows, 'node')];
  return Object.entries(checks).map(([name, finding], index) => [...(index === 0 ? project : ['', '', '', '']), name, said(finding)]);
}

function said({ job, arrived, refused }: Row['checks'][string]): string {
  if (job !== 'ran') return '**the job did not run**';
  if (refused) return 'nothing, and it says why';
  return arrived.length > 0 ? arrived.join(', ') : 'nothing is sent';
}

function distinct(rows: readonly Row[], key: 'manager' | 'node'): string {
  return [...new Set(rows.map((row) => row[key]))].join(', ');
}

/** What belongs together; never empty. */
type Group<T> = readonly [T, ...T[]];

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
