import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDoctor, type Diagnosis } from '../kit/run-doctor.js';
import { DOCTOR_CASES } from './doctor-table.js';
import { installHost, openWorkshop, pathWith, type InstalledHost, type Workshop } from './workshop.js';
import type { NodeMajor } from './table.js';

const asked = Boolean(process.env['CI']);
if (!asked)
  console.warn('The doctor visits no hosts: it installs them. To let it: CI=1 npx vitest run --project hosts tests/hosts/doctor.test.ts');

describe.skipIf(!asked)('the doctor in an installed host', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await openWorkshop();
  });
  afterAll(() => rm(workshop.folder, { recursive: true, force: true }));

  function diagnose(
    host: InstalledHost,
    node: NodeMajor,
    { args, env = {} }: { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> },
  ): Promise<Diagnosis> {
    return runDoctor(['--timeout', '60', ...args], {
      command: [workshop.node[node], 'node_modules/@wedsync/backup-telemetry/dist/cli.js'],
      cwd: host.folder,
      env: {
        PATH: pathWith(workshop.node[node]),
        HOME: workshop.folder,
        OTEL_SERVICE_NAME: 'wedsync-backups',
        // Those of clouds ask the network who they are.
        OTEL_NODE_RESOURCE_DETECTORS: 'env',
        // Takes nothing: errors are not what is looked at here.
        SENTRY_DSN: 'http://public@127.0.0.1:9/1',
        ...env,
      },
    });
  }

  // Most of it is installing, so some of them install at the same time.
  test.concurrent.each(DOCTOR_CASES.map((entry) => [entry.fixture, entry] as const))(
    'finds %s clean once its exporters sanitize, and says before what is wrong',
    async (_, { fixture, node, adds, before, after }) => {
      const host = await installHost(workshop, { fixture, adds }, 'npm', node);
      if (before) {
        const bare = await diagnose(host, node, before);
        expect(wrong(bare), bare.stderr).toEqual(before.found);
        expect(bare.code).toBe(1);
      }
      const clean = await diagnose(host, node, after);
      expect(wrong(clean), clean.stderr).toEqual([]);
      expect(clean.code).toBe(0);
      expect([...new Set(clean.slots.map(({ state }) => state))].sort()).toEqual(['clean', 'removed']);
      await rm(host.folder, { recursive: true, force: true });
    },
  );
});

/** Code and signal of each finding that asks for a change. */
const wrong = ({ findings }: Diagnosis): readonly string[] =>
  findings.filter(({ level }) => level !== 'info').map(({ code, args }) => [code, args['signal']].filter(Boolean).join(' '));
