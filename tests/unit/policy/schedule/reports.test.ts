// What people reported of other projects when clocks changed: a monitor that stands on these schedules is quiet where the scheduler did what
// it always does, and says what is missing where it did not run.
import { describe, expect, test } from 'vitest';
import { matchRuns, schedule, type ScheduleDefinition } from '../../../../src/policy/index.js';

interface Report {
  readonly title: string;
  readonly url: string;
  readonly schedule: ScheduleDefinition;
  readonly from: string;
  readonly until: string;
  /** When the scheduler started the job, as was reported. */
  readonly ran: readonly string[];
  readonly missed?: readonly string[];
}

const REPORTS: readonly Report[] = [
  {
    title: 'Kubernetes starts a job of 02:00 in Berlin twice when clocks go back',
    url: 'https://github.com/kubernetes/kubernetes/issues/121594',
    schedule: { cron: '0 2 * * *', timezone: 'Europe/Berlin', scheduler: 'kubernetes' },
    from: '2023-10-28T12:00:00Z',
    until: '2023-10-30T12:00:00Z',
    ran: ['2023-10-29T00:00:00Z', '2023-10-29T01:00:00Z', '2023-10-30T01:00:00Z'],
  },
  {
    title: 'robfig/cron leaves out a job of 02:00 in US/Pacific when clocks go forward',
    url: 'https://github.com/robfig/cron/pull/541',
    schedule: { cron: '0 2 * * *', timezone: 'US/Pacific', scheduler: 'kubernetes' },
    from: '2025-03-08T12:00:00Z',
    until: '2025-03-11T00:00:00Z',
    ran: ['2025-03-10T09:00:00Z'],
  },
  {
    title: 'a systemd timer of 02:00 in New York does not elapse when clocks go forward',
    url: 'https://github.com/systemd/systemd/issues/5595',
    schedule: { onCalendar: '*-*-* 02:00:00', timezone: 'America/New_York' },
    from: '2017-03-11T00:00:00Z',
    until: '2017-03-13T12:00:00Z',
    ran: ['2017-03-11T07:00:02Z', '2017-03-13T06:00:01Z'],
  },
  {
    title: 'a systemd timer of each four hours in Sydney must not lose the whole day with the hour that is left out',
    url: 'https://github.com/systemd/systemd/issues/13745',
    schedule: { onCalendar: '02/4:30:00', timezone: 'Australia/Sydney' },
    from: '2019-10-05T14:00:00Z',
    until: '2019-10-06T16:00:00Z',
    // The reported version slept until 02:30 of the next day, which its maintainers called a fault.
    ran: ['2019-10-06T15:30:00Z'],
    missed: ['2019-10-05T19:30:00Z', '2019-10-05T23:30:00Z', '2019-10-06T03:30:00Z', '2019-10-06T07:30:00Z', '2019-10-06T11:30:00Z'],
  },
  {
    title: 'Vixie cron starts a job of 02:30 at 03:00 when clocks go forward, and once when they go back',
    url: 'https://github.com/kelektiv/node-cron/issues/563',
    schedule: { cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' },
    from: '2021-03-27T12:00:00Z',
    until: '2021-03-29T12:00:00Z',
    ran: ['2021-03-28T01:00:00Z', '2021-03-29T00:30:00Z'],
  },
  {
    title: 'a job of 02:00 in Copenhagen is a job in the week in which clocks go back',
    url: 'https://github.com/healthchecks/healthchecks/issues/196',
    schedule: { cron: '0 2 * * *', timezone: 'Europe/Copenhagen', scheduler: 'cron' },
    from: '2018-10-26T12:00:00Z',
    until: '2018-10-29T12:00:00Z',
    ran: ['2018-10-27T00:00:00Z', '2018-10-28T00:00:00Z', '2018-10-29T01:00:00Z'],
  },
  {
    title: 'a monitor of a daily job is quiet each minute after clocks went back',
    url: 'https://github.com/getsentry/sentry/issues/79813',
    schedule: { cron: '20 3 * * *', timezone: 'Europe/Paris', scheduler: 'cron' },
    from: '2024-10-26T12:00:00Z',
    until: '2024-10-28T12:00:00Z',
    ran: ['2024-10-27T02:20:00Z', '2024-10-28T02:20:00Z'],
  },
  {
    title: 'a job of each quarter of an hour whose scheduler skipped the beginning of the hour that comes twice is missed once',
    url: 'https://github.com/healthchecks/healthchecks/issues/912',
    schedule: { cron: '*/15 * * * *', timezone: 'America/New_York', scheduler: 'kubernetes' },
    from: '2023-11-05T05:30:00Z',
    until: '2023-11-05T06:40:00Z',
    ran: ['2023-11-05T05:30:00Z', '2023-11-05T05:45:00Z', '2023-11-05T06:15:00Z', '2023-11-05T06:30:00Z'],
    missed: ['2023-11-05T06:00:00Z'],
  },
];

describe('public reports of clock changes', () => {
  test.each(REPORTS)('$title ($url)', ({ schedule: definition, from, until, ran, missed = [] }) => {
    const plan = schedule(definition);
    const runs = ran.map((startedAt) => ({ startedAt: new Date(startedAt) }));
    const span = { from: new Date(from), until: new Date(until), grace: '5m' } as const;
    const { expected, extra } = matchRuns(plan, runs, span);
    expect(extra).toEqual([]);
    expect(expected.filter(({ run }) => run).map(({ run }) => run?.startedAt.toISOString())).toEqual(
      runs.map(({ startedAt }) => startedAt.toISOString()),
    );
    expect(expected.filter(({ state }) => state !== 'on_time').map(({ at, state }) => [at.toISOString(), state])).toEqual(
      missed.map((at) => [new Date(at).toISOString(), 'missed']),
    );
    // At no minute in between anything else is said to be missing.
    for (let now = span.from.getTime(); now <= span.until.getTime(); now += 60_000) {
      const known = runs.filter(({ startedAt }) => startedAt.getTime() <= now);
      const late = matchRuns(plan, known, { ...span, until: new Date(now) }).expected.filter(
        ({ state }) => state === 'late' || state === 'missed',
      );
      for (const { at } of late) expect(missed.map((one) => new Date(one).getTime())).toContain(at.getTime());
    }
  });

  test.each(['cron', 'systemd', 'kubernetes', 'node'] as const)(
    '`30 2 * * *` in Berlin is quiet on both Sundays by %s, which fires as it does',
    (scheduler) => {
      const fired = {
        cron: ['2026-03-29T01:00:00Z', '2026-10-25T00:30:00Z'],
        node: ['2026-03-29T01:00:00Z', '2026-10-25T00:30:00Z'],
        systemd: ['2026-10-25T00:30:00Z'],
        kubernetes: ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
      }[scheduler].map((at) => ({ startedAt: new Date(at) }));
      const plan = schedule({ cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler });
      for (const day of ['2026-03-29', '2026-10-25']) {
        const [from, until] = [new Date(`${day}T00:00:00Z`), new Date(`${day}T22:00:00Z`)];
        const runs = fired.filter(({ startedAt }) => startedAt >= from && startedAt <= until);
        const { expected, extra } = matchRuns(plan, runs, { from, until, grace: '5m' });
        expect([expected.map(({ state }) => state), extra]).toEqual([runs.map(() => 'on_time'), []]);
      }
    },
  );
});
