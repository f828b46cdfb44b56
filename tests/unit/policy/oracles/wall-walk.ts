// The slow, obvious model: looks at a clock of the zone minute by minute, as the schedulers themselves do.
import type { Scheduler } from '../../../../src/policy/index.js';

/** What a clock on the wall shows. */
export interface Shown {
  readonly at: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** Minutes on the wall since some day long ago. */
  readonly wall: number;
}

/** A job, as sets of what it runs at. */
export interface ModelJob {
  readonly isDue: (shown: Shown) => boolean;
  /** Whether its scheduler takes it for one at fixed times. */
  readonly isFixed: boolean;
}

/** What the clocks of a zone show, every `step` minutes. */
export function walk(zone: string, from: number, until: number, step = 1): readonly Shown[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const shown: Shown[] = [];
  for (let at = from; at <= until; at += step * 60_000) {
    const [, month, day, year, hour, minute] = (/(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(format.format(at)) ?? []).map(Number);
    const wall = Date.UTC(year!, month! - 1, day, hour, minute) / 60_000;
    const weekday = (((Math.floor(wall / 1_440) + 4) % 7) + 7) % 7;
    shown.push({ at, year: year!, month: month!, day: day!, weekday, hour: hour!, minute: minute!, wall });
  }
  return shown;
}

/** Every minute on the wall between two that follow each other: those that the clocks leave out. */
function leftOut(before: Shown, now: Shown, step: number): readonly Shown[] {
  const found: Shown[] = [];
  for (let wall = before.wall + step; wall < now.wall; wall += step) found.push(onWall(wall, now.at));
  return found;
}

function onWall(wall: number, at: number): Shown {
  const date = new Date(wall * 60_000);
  return {
    at,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    wall,
  };
}

/** The starts of a job. The first of the walk is taken for a minute like any other, so it should lie days before what is asked for. */
export function modelStarts(shown: readonly Shown[], job: ModelJob, scheduler: Scheduler, step = 1): readonly number[] {
  const walkers: Record<Scheduler, typeof byCron> = { cron: byCron, systemd: onceEach, kubernetes: everyTime, node: byCroner };
  return [...new Set(walkers[scheduler](shown, job, step))];
}

/** The main loop of cron.c in Vixie cron 4.1 (ISC): `virtualTime` is the last minute that it ran, on the wall. */
function byCron(shown: readonly Shown[], { isDue, isFixed }: ModelJob, step: number): readonly number[] {
  const starts: number[] = [];
  const run = (minute: Shown, wild: boolean, nonWild: boolean) => {
    if (isDue(minute) && (isFixed ? nonWild : wild)) starts.push(minute.at);
  };
  let virtual = shown[0]!.wall - step;
  for (const now of shown) {
    // As if it looked every minute.
    const difference = now.wall - virtual - step + 1;
    if (difference === 1) {
      run(now, true, true);
    } else if (difference > 180 || difference < -180) {
      run(now, true, true);
    } else if (difference > 5) {
      run(now, true, false);
      for (let wall = virtual + step; wall <= now.wall; wall += step) run(onWall(wall, now.at), false, true);
    } else if (difference > 0) {
      for (let wall = virtual + step; wall <= now.wall; wall += step) run(onWall(wall, now.at), true, true);
    } else {
      run(now, true, false);
      continue;
    }
    virtual = now.wall;
  }
  return starts;
}

/** systemd looks for the next time on the wall: one that is left out is none, and one that was there is over. */
function onceEach(shown: readonly Shown[], { isDue }: ModelJob): readonly number[] {
  const seen = new Set<number>();
  return shown.flatMap((now) => {
    const isFirst = !seen.has(now.wall);
    seen.add(now.wall);
    return isFirst && isDue(now) ? [now.at] : [];
  });
}

/** Kubernetes asks the clock only. */
function everyTime(shown: readonly Shown[], { isDue }: ModelJob): readonly number[] {
  return shown.filter(isDue).map(({ at }) => at);
}

/** croner: jobs at one time of day neither lose a start nor run twice, all others go by the clock. */
function byCroner(shown: readonly Shown[], job: ModelJob, step: number): readonly number[] {
  if (!job.isFixed) return everyTime(shown, job);
  const inGaps = shown.flatMap((now, index) => {
    const before = shown[index - 1];
    if (!before) return [];
    return leftOut(before, now, step).some((minute) => minute.day === now.day && job.isDue(minute)) ? [now.at] : [];
  });
  return [...onceEach(shown, job), ...inGaps].sort((a, b) => a - b);
}
