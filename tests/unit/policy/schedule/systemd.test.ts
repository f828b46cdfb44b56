import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseSchedule, schedule } from '../../../../src/policy/index.js';
import { distinctZones, isKnownAlike } from '../oracles/zones.js';
import { LOOP_LIMIT_MS, share } from '../../../kit/loops.js';

const VERSION = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
if (VERSION === undefined && process.env['CI']) throw new Error('systemd-analyze is not installed. It is in the package systemd.');

const BASE = '2026-01-31 12:00:00 UTC';

/** The next elapses of each, in milliseconds; `undefined` where systemd refuses one. */
function elapses(expressions: readonly string[], iterations: number, timezone = 'UTC'): readonly number[] | undefined {
  const { status, stdout } = spawnSync(
    'systemd-analyze',
    ['calendar', `--base-time=${BASE}`, `--iterations=${String(iterations)}`, ...expressions],
    { encoding: 'utf8', env: { ...process.env, TZ: timezone }, maxBuffer: 2 ** 28 },
  );
  if (status !== 0) return undefined;
  // Where the zone is not that of UTC, the time in UTC follows on a line of its own.
  const line = stdout.includes('(in UTC)') ? /\(in UTC\): \w+ (\S+) (\S+) UTC/g : /(?:Next elapse|Iter\. #\d+): \w+ (\S+) (\S+) \w+/g;
  return [...stdout.matchAll(line)].map(([, date, time]) => Date.parse(`${date!}T${time!}Z`));
}

describe.skipIf(VERSION === undefined)('what systemd itself says (skipped without systemd-analyze: apt-get install systemd)', () => {
  test.each([
    'Mon..Fri 02:30',
    'Sat-Sun 1:00',
    'Monday,Wed *-*-1..7 02:00',
    '*:0/15',
    '*-*~01 02:00',
    '*-02~03',
    '*-*-1/7 3:00',
    '02:30',
    'Sun',
    '*-*-*',
    '12-25 02:00',
    'minutely',
    'hourly',
    'daily',
    'DAILY',
    'weekly',
    'monthly',
    'quarterly',
    'semiannually',
    'yearly',
    'annually',
    '2026-*-* 2..6/2:30',
    '0..23/4:15',
    '*-*~1..7/2',
    '*-*~2..7/2',
    '*-*~7/3',
    '*-*-25/3',
    'mon 2:3',
    'daily UTC',
    'Mon,Tue..Thu 1:00',
    'Mon *-*~7/1 02:00',
    '10:30:*',
    '1:00:0/20',
    '*-1/3-1',
    '00:00:00/30',
    '*-*-1..31/2 1:00',
    '*-*-28..31 1:00',
    'Mon, 1:00',
    'Thu..Sun 1:0',
    '2026,2027-1-1',
    '2026/2-1-1',
    'Mon 1-1',
    '*:*',
    '0/5:0/5:0/5',
    '1..5,7..9:00',
    '*-*-1..3/1',
    '0:0..50/20',
    'Monday..friday 1:00',
    '1:00 CET',
    'hourly Europe/Berlin',
    '*-02-29',
    'Mon *-02-29 0:0',
    '007:00',
    '0/1:0',
    '*-*-* *:* Europe/Berlin',
    '*-*-1,15,31 1:00',
    'Sat *-1,7-1..7 18:00:30',
  ])('"%s" elapses when systemd says', (onCalendar) => {
    const expected = elapses([onCalendar], 12);
    expect(expected?.length).toBeGreaterThan(0);
    const zoned = / (?:UTC|CET|\w+\/\w+)$/.test(onCalendar);
    const plan = schedule(zoned ? { onCalendar } : { onCalendar, timezone: 'UTC' });
    expect(plan.next(expected!.length, new Date(BASE)).map(Number)).toEqual(expected);
  });

  test.each([
    'Sat..Mon 02:30',
    '*:*/15',
    '*/2:00',
    '24:00',
    '*-*-31/3 1:00',
    '*-*~3/5',
    '*-*-29/3',
    '0:50/15',
    '0:50/10',
    '23/2:0',
    '5..3:00',
    'Mon,,Tue 1:00',
    '*-*-*T1:00',
    '*',
    '*-*-1/0',
    '0:0:60',
    '*-13-1',
    '*-*-32',
    '',
    'Fri..Mon',
    '1:00 Europe/Nowhere',
    '1:2:3:4',
    '*-*-0',
    '*-0-1',
    '*-*-*/2 1:0',
    'gibberish',
    '1969-1-1',
    '2200-1-1',
    'Mon Tue',
    '1:00 2:00',
    '- 1:00',
    '1:',
    ':1',
    '..1:00',
    '1..:00',
    '1/:00',
  ])('"%s" is refused as by systemd', (onCalendar) => {
    expect(elapses([onCalendar], 1)).toBeUndefined();
    const parsed = parseSchedule({ onCalendar, timezone: 'UTC' });
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ field: 'onCalendar', message: expect.stringMatching(/^Expected .+, got ".*"\.$/s) as string }],
    });
  });

  test('what never elapses is refused', () => {
    expect(elapses(['*-02-30 02:00'], 3)).toEqual([]);
    expect(parseSchedule({ onCalendar: '*-02-30 02:00', timezone: 'UTC' })).toMatchObject({ ok: false });
  });

  test('what is over has no next start', () => {
    expect(elapses(['2020-01-01 02:00'], 3)).toEqual([]);
    const past = schedule({ onCalendar: '2020-01-01 02:00', timezone: 'UTC' });
    expect(past.next(3, new Date(BASE))).toEqual([]);
    expect(past.previous(3, new Date(BASE))).toEqual([new Date('2020-01-01T02:00:00Z')]);
  });

  test(
    'in every zone, timers from 01:00 to 03:00 and hourly ones elapse when systemd says, for more than a year',
    () => {
      const from = Date.parse('2026-01-31T12:00:00Z');
      const times = ['01:00', '01:30', '02:15', '02:30', '03:00', '00:00', '*:45'];
      const wrong: string[] = [];
      const zones = distinctZones(from, from + 420 * 86_400_000);
      for (const zone of share(zones, { ci: 20 })) {
        const all = elapses(times, 400, zone)!;
        expect(all).toHaveLength(400 * times.length);
        for (const [index, time] of times.entries()) {
          const expected = all.slice(index * 400, (index + 1) * 400);
          const found = schedule({ onCalendar: time, timezone: zone }).next(400, new Date(from)).map(Number);
          const first = expected.findIndex((at, each) => at !== found[each]);
          if (first < 0 || !isKnownAlike(zone, expected[first]!) || !isKnownAlike(zone, found[first]!)) continue;
          wrong.push(`${zone} ${time}: ${new Date(found[first]!).toISOString()} in place of ${new Date(expected[first]!).toISOString()}`);
        }
      }
      expect(zones.length).toBeGreaterThan(50);
      expect(wrong).toEqual([]);
    },
    LOOP_LIMIT_MS,
  );
});

test('a cron expression that systemd starts is read as cron reads it, and treated as systemd treats clock changes', () => {
  const plan = schedule({ cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'systemd' });
  expect(plan.next(1, new Date('2026-03-29T00:00:00Z'))).toEqual([new Date('2026-03-30T00:30:00Z')]);
});
