import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarWindow, type WindowUnit } from '../../../src/policy/calendar-window.js';

const iso = ({ from, until }: { from: number; until: number }) => [from, until].map((time) => new Date(time).toISOString());

describe('a calendar window', () => {
  test.each<readonly [WindowUnit, string, string, string, string]>([
    ['month', 'UTC', '2026-02-28T23:59:59Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['month', 'Europe/Berlin', '2026-03-31T22:30:00Z', '2026-03-31T22:00:00.000Z', '2026-04-30T22:00:00.000Z'],
    ['quarter', 'Europe/Berlin', '2026-02-01T00:00:00Z', '2025-12-31T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    ['year', 'America/New_York', '2026-01-01T04:00:00Z', '2025-01-01T05:00:00.000Z', '2026-01-01T05:00:00.000Z'],
  ])('of a %s in %s that holds %s', (unit, zone, instant, from, until) => {
    expect(iso(calendarWindow(Date.parse(instant), unit, zone))).toEqual([from, until]);
  });

  test('begins where the date of the zone changes, and holds what it was asked for', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'America/Sao_Paulo',
    ];
    const years = { min: Date.UTC(2010, 0), max: Date.UTC(2035, 0) };
    fc.assert(
      fc.property(
        fc.integer(years),
        fc.constantFrom(...zones),
        fc.constantFrom<WindowUnit>('month', 'quarter', 'year'),
        (now, zone, unit) => {
          const { from, until } = calendarWindow(now, unit, zone);
          const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' });
          const nameOf = (time: number) => {
            const [year = 0, month = 1] = format.format(time).split('-').map(Number);
            return unit === 'year' ? year : unit === 'quarter' ? year * 4 + Math.floor((month - 1) / 3) : year * 12 + month;
          };
          expect([from <= now, now < until]).toEqual([true, true]);
          expect([nameOf(from - 1), nameOf(from), nameOf(until - 1), nameOf(until)]).toEqual([
            nameOf(now) - 1,
            nameOf(now),
            nameOf(now),
            nameOf(now) + 1,
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of a zone that nobody knows is refused', () => {
    expect(() => calendarWindow(0, 'month', 'Europe/Berln')).toThrow(
      'Expected a zone of the tz database such as Europe/Berlin, got "Europe/Berln".',
    );
  });
});
