import { describe, expect, test } from 'vitest';
import { parseSchedule, schedule } from '../../../../src/policy/index.js';

// As entry.c of Vixie cron 4.1 reads fields, and crontab(5) describes them. Expected starts are written by hand, in UTC.
const FROM = new Date('2026-01-30T12:00:00Z');

function starts(cron: string, count = 4): readonly string[] {
  return schedule({ cron, timezone: 'UTC', scheduler: 'cron' })
    .next(count, FROM)
    .map((start) => start.toISOString().slice(0, 16));
}

describe('a crontab is read as crontab(5) says', () => {
  test.each([
    ['0 0 * * 0', ['2026-02-01T00:00', '2026-02-08T00:00']],
    ['0 0 * * 7', ['2026-02-01T00:00', '2026-02-08T00:00']],
    ['0 0 * * Sun', ['2026-02-01T00:00', '2026-02-08T00:00']],
    ['0 0 * * 5-7', ['2026-01-31T00:00', '2026-02-01T00:00', '2026-02-06T00:00']],
    ['0 0 * feb MON', ['2026-02-02T00:00', '2026-02-09T00:00']],
    ['0 23-23/2 31 1-3 *', ['2026-01-31T23:00', '2026-03-31T23:00']],
    ['10-59/25 3 * * *', ['2026-01-31T03:10', '2026-01-31T03:35', '2026-02-01T03:10']],
    ['0\t4  *   * *', ['2026-01-31T04:00', '2026-02-01T04:00']],
    ['0 0 29 2 *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['@hourly', ['2026-01-30T13:00', '2026-01-30T14:00']],
    ['@Weekly', ['2026-02-01T00:00', '2026-02-08T00:00']],
    ['@annually', ['2027-01-01T00:00']],
    // Two days: either of them.
    ['0 0 1,15 * Sun', ['2026-02-01T00:00', '2026-02-08T00:00', '2026-02-15T00:00', '2026-02-22T00:00', '2026-03-01T00:00']],
    // One that begins with a star: both.
    ['0 0 */10 * Sun', ['2026-02-01T00:00', '2026-03-01T00:00', '2026-05-31T00:00', '2026-06-21T00:00']],
    ['0 0 13 * */5', ['2026-02-13T00:00', '2026-03-13T00:00', '2026-09-13T00:00', '2026-11-13T00:00']],
  ])('"%s"', (cron, expected) => {
    expect(starts(cron, expected.length)).toEqual(expected);
  });

  test.each([
    '0 0 * * 8',
    '0 0 * * Sunday',
    '0 0 0 * *',
    '0 0 * 0 *',
    '0 0 1-40 * *',
    '0 22-2 * * *',
    '0 0 L * *',
    '0 0 ? * *',
    '5/15 * * * *',
    '0~9 * * * *',
    '0 0 * * 1 root',
  ])('"%s" is refused', (cron) => {
    expect(parseSchedule({ cron, timezone: 'UTC', scheduler: 'cron' })).toMatchObject({ ok: false, problems: [{ field: 'cron' }] });
  });
});

describe('what cron takes for a job at fixed times is one without a star at the beginning of minute and hour', () => {
  const inGap = (cron: string) =>
    schedule({ cron, timezone: 'Europe/Berlin', scheduler: 'cron' })
      .next(10, new Date('2026-03-29T00:00:00Z'))
      .filter((start) => start < new Date('2026-03-29T02:00:00Z'))
      .map((start) => start.toISOString().slice(11, 16));

  test.each([
    ['30 2 * * *', ['01:00']],
    ['0-59/20 2 * * *', ['01:00']],
    ['15,45 1-3 * * *', ['00:15', '00:45', '01:00', '01:15', '01:45']],
    ['*/20 2 * * *', []],
    ['30 */2 * * *', []],
    ['30 * * * *', ['00:30', '01:30']],
  ])('"%s" in the night without a 02:30', (cron, expected) => {
    expect(inGap(cron)).toEqual(expected);
  });
});
