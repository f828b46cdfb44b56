import type { Calendar } from './calendar.js';
import { dayNumber } from './civil.js';
import type { Scheduler } from './types.js';
import { findShown } from './wall-clock.js';
import type { ClockChange, Zone } from './zone.js';

/** What becomes of a start at a time that clocks leave out, and of one at a time that they show twice. */
interface ClockChangeRule {
  readonly gap: 'skipped' | 'at_its_end';
  readonly overlap: 'first' | 'both';
}

/**
 * What each scheduler does when clocks change, by whether it takes the job for one of fixed times (`Calendar.isFixed`).
 * Kubernetes has more to it where a change is no whole hour or at midnight: `nextOfRobfig`.
 */
const CLOCK_CHANGE_RULES: Readonly<Record<Scheduler, Readonly<Record<'fixed' | 'repeating', ClockChangeRule>>>> = {
  // cron.c of Vixie cron: "run any fixed-time jobs that would otherwise be skipped", "just run the wildcard jobs".
  cron: { fixed: { gap: 'at_its_end', overlap: 'first' }, repeating: { gap: 'skipped', overlap: 'both' } },
  systemd: { fixed: { gap: 'skipped', overlap: 'first' }, repeating: { gap: 'skipped', overlap: 'first' } },
  kubernetes: { fixed: { gap: 'skipped', overlap: 'both' }, repeating: { gap: 'skipped', overlap: 'both' } },
  node: { fixed: { gap: 'at_its_end', overlap: 'first' }, repeating: { gap: 'skipped', overlap: 'both' } },
};

const MINUTE_MS = 60_000;

/** When a start at a time of the wall clock takes place: once, twice or never. */
export function resolveStart(zone: Zone, wall: number, calendar: Calendar, scheduler: Scheduler): readonly number[] {
  const { at, gap } = findShown(zone, wall);
  const rule = CLOCK_CHANGE_RULES[scheduler][calendar.isFixed ? 'fixed' : 'repeating'];
  if (gap) return runsAfterGap(rule, gap, wall, scheduler) ? [gap.at] : [];
  if (at.length < 2 || rule.overlap === 'both') return at;
  // Vixie cron takes more than three hours for a clock that was set, and begins anew.
  const repeats = scheduler === 'cron' && (at.at(-1) ?? 0) - (at[0] ?? 0) > 181 * MINUTE_MS;
  return repeats ? at : at.slice(0, 1);
}

function runsAfterGap(rule: ClockChangeRule, gap: ClockChange, wall: number, scheduler: Scheduler): boolean {
  const missed = gap.after - gap.before;
  // Minutes that it overslept Vixie cron makes up for, whatever the job; three hours are a clock that was set.
  if (scheduler === 'cron') return missed < 5 * MINUTE_MS || (rule.gap === 'at_its_end' && missed < 180 * MINUTE_MS);
  // croner moves a start on within its day.
  return rule.gap === 'at_its_end' && dayNumber(gap.at + gap.after) === dayNumber(wall);
}
