import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BackupTelemetryError } from '../../../../src/errors.js';
import { parseSchedule, schedule, type ScheduleDefinition } from '../../../../src/policy/index.js';
import { loops } from '../../../kit/loops.js';

const cron = { cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' } as const;

function problemsOf(value: unknown): readonly (string | undefined)[] {
  const parsed = parseSchedule(value);
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
}

describe('what is wrong is said with what was expected and what came', () => {
  test.each<[unknown, string]>([
    [undefined, 'Expected a schedule to be an object with `cron`, `onCalendar` or `every`, got nothing.'],
    [['30 2 * * *'], 'Expected a schedule to be an object with `cron`, `onCalendar` or `every`, got a list.'],
    ['30 2 * * *', 'Expected a schedule to be an object with `cron`, `onCalendar` or `every`, got "30 2 * * *".'],
    [{}, 'Expected a schedule to have one of `cron`, `onCalendar` and `every`, got none of them.'],
    [{ ...cron, every: '1h' }, 'got `cron` and `every`.'],
    [
      { ...cron, timezone: undefined },
      "Expected `timezone` to be the zone of the scheduler's clock by its name in the tz database, such as Europe/Berlin or UTC, got nothing.",
    ],
    [{ ...cron, timezone: 'Berlin' }, 'got "Berlin".'],
    [{ ...cron, timezone: '+01:00' }, 'got "+01:00".'],
    [
      { ...cron, scheduler: undefined },
      'Expected `scheduler` to be one of cron, systemd, kubernetes, node: they differ when clocks change, got nothing.',
    ],
    [{ ...cron, scheduler: 'k8s' }, 'got "k8s".'],
    [{ ...cron, cron: 5 }, 'Expected `cron` to be a text such as "30 2 * * 1-5", got 5.'],
    [
      { ...cron, cron: '30 2 * *' },
      'Expected `cron` to have the five fields minute, hour, day of the month, month, weekday, such as "30 2 * * 1-5", got 4 in "30 2 * *".',
    ],
    [
      { ...cron, cron: '30 25 * * *' },
      'Expected the hour of `cron` to be 0-23, a list (1,3) or an ascending range (1-3) of them, or *, got "25" in "30 25 * * *" (read as cron does).',
    ],
    [{ ...cron, cron: '5/15 * * * *' }, 'a step of a range (5-59/15): a step of one number is not read, got "5/15"'],
    [{ ...cron, cron: '0 0 L * *' }, 'got "L" in "0 0 L * *" (read as cron does).'],
    [{ ...cron, cron: '0 0 ? * *' }, 'got "?"'],
    [{ ...cron, cron: '@reboot' }, 'it has no times that could be expected.'],
    [{ ...cron, cron: '@every 6h' }, 'Write `every: "6h"` in place of `cron` for equal distances.'],
    [
      { ...cron, cron: '0 0 31 2 *' },
      'Expected `cron` to have a day on which it runs, got "0 0 31 2 *", whose days and months never meet.',
    ],
    [{ ...cron, cron: '0 0 30,31 2 *' }, 'whose days and months never meet.'],
    [{ ...cron, cron: '*'.repeat(5_000_000) }, 'Expected `cron` to have at most 200 characters, got 5000000.'],
    [{ ...cron, timeZone: 'UTC' }, 'Expected `timeZone` to be a field of a schedule with `cron` (did you mean `timezone`?).'],
    [{ ...cron, startingAt: '2026-01-01T00:00:00Z' }, 'Expected `startingAt` to be a field of a schedule with `cron`'],
    [{ crom: '30 2 * * *' }, 'Expected `crom` to be a field of a schedule (did you mean `cron`?).'],
    [{ onCalendar: 'Mon 25:00', timezone: 'UTC' }, 'Expected the time (hour:minute or'],
    [{ onCalendar: 'daily' }, 'Expected `timezone` to be the zone'],
    [
      { onCalendar: 'daily Europe/Berlin', timezone: 'UTC' },
      'Expected `timezone` to be left out or Europe/Berlin, as `onCalendar` has it, got "UTC".',
    ],
    [{ onCalendar: 'daily', timezone: 'UTC', scheduler: 'cron' }, 'Expected `scheduler` to be systemd, got "cron".'],
    [{ onCalendar: 7, timezone: 'UTC' }, 'Expected `onCalendar` to be a text such as "Mon..Fri 02:30", got 7.'],
    [
      { every: '1 day' },
      'Expected `timezone` beside `every: "1 day"`: a day of the calendar is as long as its zone makes it. For 24 hours write "24h".',
    ],
    [
      { every: 'daily' },
      'Expected `every` to be a duration of at least "1s" such as "24h", or days, weeks, months or years such as "1 day", got "daily".',
    ],
    [{ every: '0s' }, 'got "0s".'],
    [{ every: '0 days', timezone: 'UTC' }, 'got "0 days".'],
    [
      { every: '1h', startingAt: '2026-01-01 02:30' },
      'Expected `startingAt` to be a date and time with its offset, such as "2026-01-01T02:30:00+01:00", got "2026-01-01 02:30".',
    ],
    [{ every: '1h', startingAt: '2026-02-31T25:00:00Z' }, 'Expected `startingAt`'],
  ])('%j', (value, sentence) => {
    expect(problemsOf(value).join('\n')).toContain(sentence);
  });
});

test('all that is wrong is said at once, each with its field', () => {
  expect(parseSchedule({ cron: 5, timezone: 'Berlin', scheduler: 'at' })).toMatchObject({
    ok: false,
    problems: [{ field: 'timezone' }, { field: 'scheduler' }, { field: 'cron' }],
  });
});

test('schedule throws what parseSchedule says', () => {
  const wrong = { cron: '0 0 31 2 *', timezone: 'UTC', scheduler: 'cron' } as const;
  expect(() => schedule(wrong)).toThrow(BackupTelemetryError);
  expect(() => schedule(wrong)).toThrow(problemsOf(wrong)[0]);
});

test('whatever comes, the answer is a schedule or sentences', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record({ cron: fc.anything(), timezone: fc.anything(), scheduler: fc.anything() }, { requiredKeys: [] }),
        fc.record({
          cron: fc.stringMatching(/^[-0-9*/,?L#@a-z ]{0,30}$/),
          timezone: fc.constant('UTC'),
          scheduler: fc.constantFrom('cron', 'node', 'kubernetes'),
        }),
        fc.record({ onCalendar: fc.stringMatching(/^[-0-9*/,.~:a-zA-Z ]{0,30}$/), timezone: fc.constant('UTC') }),
        fc.record({ every: fc.anything(), startingAt: fc.anything() }),
      ),
      (value) => {
        const parsed = parseSchedule(value);
        if (parsed.ok) expect(parsed.schedule.describe()).not.toBe('');
        else expect(parsed.problems.map(({ message }) => /^Expected .+[.]$/s.test(message))).not.toContain(false);
      },
    ),
    { numRuns: loops({ ci: 500, soak: 50_000 }) },
  );
});

describe('words', () => {
  test.each<[ScheduleDefinition, string]>([
    [{ cron: '30 2 * * 1-5', timezone: 'Europe/Berlin', scheduler: 'cron' }, 'At 02:30, Monday through Friday (Europe/Berlin, by cron)'],
    [{ cron: '@daily', timezone: 'UTC', scheduler: 'kubernetes' }, 'At 00:00 (UTC, by kubernetes)'],
    [{ cron: '0 0 1 * 1', timezone: 'UTC', scheduler: 'cron' }, 'At 00:00, on day 1 of the month, or on Monday (UTC, by cron)'],
    [{ cron: '0 0 */2 * 1', timezone: 'UTC', scheduler: 'cron' }, 'At 00:00, every 2 days in a month, only on Monday (UTC, by cron)'],
    [{ cron: '0 0 L * *', timezone: 'UTC', scheduler: 'node' }, 'At 00:00, on the last day of the month (UTC, by node)'],
    [{ onCalendar: 'Mon..Fri 02:30 Europe/Berlin' }, 'At 02:30, Monday through Friday (Europe/Berlin, by systemd)'],
    [{ onCalendar: '*-*~01 04:00', timezone: 'UTC' }, 'At 04:00, on the last day of the month (UTC, by systemd)'],
    [{ onCalendar: '*-*~03 04:00', timezone: 'UTC' }, "By systemd's calendar expression *-*~03 04:00 (UTC, by systemd)"],
    [
      { onCalendar: '2026-12-24 18:00', timezone: 'UTC' },
      'At 18:00, on day 24 of the month, only in December, only in 2026 (UTC, by systemd)',
    ],
    [{ every: '24h' }, 'Every 24h, counted from the last start'],
    [{ every: 90_000 }, 'Every 90000 ms, counted from the last start'],
    [
      { every: '1 day', timezone: 'Europe/Berlin', startingAt: '2026-01-01T02:30:00+01:00' },
      'Every day of the calendar (Europe/Berlin), counted from 2026-01-01T02:30:00+01:00',
    ],
    [{ every: '2 weeks', timezone: 'Europe/Berlin' }, 'Every 2 weeks of the calendar (Europe/Berlin), counted from the last start'],
  ])('of %j', (definition, words) => {
    expect(schedule(definition).describe()).toBe(words);
  });

  test('a start is a date with its zone', () => {
    const berlin = schedule(cron);
    expect(berlin.format(new Date('2026-12-01T01:30:00Z'))).toBe('Tue 1 Dec 2026, 02:30 CET (Europe/Berlin)');
    expect(berlin.format(new Date('2026-06-01T00:30:00Z'))).toBe('Mon 1 Jun 2026, 02:30 CEST (Europe/Berlin)');
    expect(schedule({ onCalendar: 'daily UTC' }).format(new Date('2026-06-01T00:00:05Z'))).toBe('Mon 1 Jun 2026, 00:00:05 UTC');
  });
});
