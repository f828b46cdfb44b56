import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ManagerName } from './package-managers.js';
import { dependenciesOf, toRow, type Row } from './results.js';
import { runCheck, type Outcome } from './run-check.js';
import { HOSTS, type Check, type Host, type NodeMajor } from './table.js';
import { installHost, openWorkshop, type Workshop } from './workshop.js';

const asked = Boolean(process.env['CI']);
if (!asked) console.warn('The matrix of hosts is skipped: it installs a gigabyte. To run it: CI=1 npx vitest run --project hosts');

const CELLS = HOSTS.flatMap((host) => host.managers.flatMap((manager) => host.nodes.map((node) => ({ host, manager, node }))));
const EVENTS = ['backup.run.started', 'backup.phase.finished', 'backup.run.finished', 'backup.copy.stored'];

describe.skipIf(!asked)('the packed package', () => {
  const rows = new Map<number, Row>();
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await openWorkshop();
  });

  afterAll(() => rm(workshop.folder, { recursive: true, force: true }));

  // Most of it is waiting for a registry, so some of them wait at the same time.
  test.concurrent.each(CELLS.map((cell, index) => [cell.host.title, cell.manager, cell.node, cell, index] as const))(
    'wraps a job in: %s, by %s, on Node %s',
    async (_title, _manager, _node, { host, manager, node }, index) => {
      const { row, outcomes } = await tryHost(host, manager, node);
      rows.set(index, row);
      for (const [name, check] of Object.entries(host.checks)) expectOutcome(outcomes[name]!, check);
    },
  );

  test('does in each host what the page of supported versions says', async ({ skip }) => {
    const inOrder = CELLS.flatMap((_, index) => rows.get(index) ?? []);
    skip(inOrder.length < CELLS.length, 'Not every host was tried.');
    await expect(`${JSON.stringify(inOrder, null, 2)}\n`).toMatchFileSnapshot('./results.json');
  });

  async function tryHost(host: Host, manager: ManagerName, node: NodeMajor) {
    const installed = await installHost(workshop, host, manager, node);
    const outcomes: Record<string, Outcome> = {};
    for (const [name, check] of Object.entries(host.checks)) outcomes[name] = await runCheck(workshop, installed, check, node);
    await rm(installed.folder, { recursive: true, force: true });
    return { row: toRow(host, installed.manager, node, outcomes), outcomes };
  }
});

function expectOutcome({ said, refused, arrived, output }: Outcome, { arrives, refuses }: Check): void {
  expect(said, output).toMatchObject({ stored: 's3-object', events: EVENTS });
  expect(arrived, output).toEqual(arrives);
  if (!refuses) {
    expect(refused, output).toBeUndefined();
    return;
  }
  expect(refused, output).toMatch(refuses.because);
  const [, line = ''] = /Run: npm install --save-exact (.+)$/.exec(refused ?? '') ?? [];
  const wanted = Object.entries(dependenciesOf(refuses.advises)).map(([name, version]) => `${name}@${version}`);
  expect(line.split(' ').sort()).toEqual(wanted.sort());
}
