import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSchedule, schedule } from '../../../../src/policy/index.js';
import { distinctZones, isKnownAlike, spansOfChanges } from '../oracles/zones.js';
import { LOOP_LIMIT_MS, share } from '../../../kit/loops.js';

const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2029, 0, 1);
const HAS_GO = spawnSync('go', ['version']).status === 0;
if (!HAS_GO && process.env['CI']) throw new Error('Go is not installed. It builds robfig/cron, which Kubernetes starts CronJobs with.');

interface Query {
  readonly Cron: string;
  readonly Zone: string;
  readonly From: string;
  readonly To: string;
}

let folder = '';
let program = '';

beforeAll(() => {
  if (!HAS_GO) return;
  folder = mkdtempSync(join(tmpdir(), 'robfig-'));
  program = join(folder, 'robfig');
  execFileSync('go', ['build', '-o', program, '.'], {
    cwd: resolve(import.meta.dirname, '../oracles/robfig'),
    env: { ...process.env, GOFLAGS: '-mod=readonly' },
  });
}, 300_000);

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** What robfig/cron answers: the starts, or a sentence. */
function ask(queries: readonly Query[]): readonly (readonly number[] | string)[] {
  const { status, stdout } = spawnSync(program, {
    input: queries.map((query) => JSON.stringify(query)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect(status).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('!') ? line : (JSON.parse(line) as number[])));
}

const iso = (at: number) => new Date(at).toISOString();

describe.skipIf(!HAS_GO)('what robfig/cron itself says (skipped without Go)', () => {
  test(
    'about each change of clocks in every zone, jobs start when robfig/cron says',
    () => {
      const crons = [
        '0 1 * * *',
        '30 2 * * *',
        '15 2 * * *',
        '0 3 * * *',
        '45 1 * * *',
        '0 0 * * *',
        '30 23 * * *',
        '15 5 * * *',
        '0 * * * *',
        '15 * * * *',
        '*/20 1-3 * * *',
        '30 1 * * 0',
        '0 5 * * 5',
        '15 4 1-7 * *',
        '0 6 29 3 *',
        '30 0 * 3,4,10 6',
        '10 */6 */2 * *',
      ];
      const all = distinctZones(FROM, UNTIL).flatMap((zone) =>
        spansOfChanges(zone, FROM, UNTIL).flatMap(([from, until]) =>
          crons.map((cron) => ({ Cron: cron, Zone: zone, From: iso(from), To: iso(until + 4 * 86_400_000) })),
        ),
      );
      expect(all.length).toBeGreaterThan(3_000);
      const queries = share(all, { ci: 1_000 });
      const answers = ask(queries);
      const wrong = queries.flatMap(({ Cron, Zone, From, To }, index) => {
        const expected = answers[index] as readonly number[];
        const until = Date.parse(To);
        const plan = schedule({ cron: Cron, timezone: Zone, scheduler: 'kubernetes' });
        const next = plan
          .next(expected.length + 1, new Date(From))
          .map(Number)
          .filter((start) => start <= until);
        const previous = plan
          .previous(expected.length + 1, new Date(To))
          .map(Number)
          .filter((start) => start > Date.parse(From))
          .reverse();
        return [next, previous].flatMap((found) => {
          const first = Array.from({ length: Math.max(found.length, expected.length) }).findIndex(
            (_, each) => expected[each] !== found[each],
          );
          if (first < 0 || !isKnownAlike(Zone, expected[first] ?? found[first]!)) return [];
          return [
            `${Cron} in ${Zone} from ${From}: ${String(found[first] && iso(found[first]))} in place of ${String(expected[first] && iso(expected[first]))}`,
          ];
        });
      });
      expect(wrong).toEqual([]);
    },
    LOOP_LIMIT_MS,
  );

  test.each([
    '*/15 * * * *',
    '5/15 * * * *',
    '0 0 ? * *',
    '0 0 1 * ?',
    '0 0 */2 * 1',
    '0 0 1,15 * 1',
    '0 0 * * MON-FRI',
    '0 0 * jan-mar *',
    '@daily',
    '@weekly',
    '@monthly',
    '@yearly',
    '@annually',
    '@midnight',
    '@hourly',
    '0 0 29 2 *',
    '0 0 31 * *',
    '0 0 1-7 * *',
    '0 0 1-7 * 1',
    '*/90 * * * *',
    '0 8-18/2 * * 1-5',
    '0 0 */1 * 1',
    '0 0 *,5 * 1',
    '0  0 * * *',
  ])('"%s" is read as robfig/cron reads it', (cron) => {
    const [expected] = ask([{ Cron: cron, Zone: 'UTC', From: iso(FROM), To: iso(FROM + 400 * 86_400_000) }]);
    const few = (expected as number[]).slice(0, 500);
    const plan = schedule({ cron, timezone: 'UTC', scheduler: 'kubernetes' });
    expect(few.length === 0 ? [] : plan.next(few.length, new Date(FROM)).map(Number)).toEqual(few);
  });

  test.each([
    '0 0 * * 7',
    '60 * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '0 0 32 * *',
    '0 0 * 13 *',
    '5-1 * * * *',
    '*/0 * * * *',
    '',
    '* * *',
    '* * * * * *',
    'a b c d e',
    '0 0 * * MONDAY',
    '@reboot',
    '1/2/3 * * * *',
    '1-2-3 * * * *',
    '-1 * * * *',
  ])('"%s" is refused as by robfig/cron', (cron) => {
    expect(ask([{ Cron: cron, Zone: 'UTC', From: iso(FROM), To: iso(FROM) }])).toEqual([expect.stringMatching(/^!/)]);
    expect(parseSchedule({ cron, timezone: 'UTC', scheduler: 'kubernetes' })).toMatchObject({
      ok: false,
      problems: [{ field: 'cron', message: expect.stringMatching(/^Expected .*got/s) as string }],
    });
  });
});
