import { DEFAULTS, type TrackedRun } from '../../../src/conditions/index.js';
import type { Sample } from './scenario.js';

interface Run extends TrackedRun {
  lastSign: number;
  lastProgress?: number;
  silentSince?: number;
  isSilent: boolean;
  /** Another has begun in its place. */
  replaced: boolean;
}

/** The open runs of one job, as whoever keeps them has to. */
export function createRuns() {
  let runs = new Map<string, Run[]>();
  const ended = new Map<string, number>();
  /** Of the newest run that is known to have succeeded. */
  let goodStart = -Infinity;
  const isLost = ({ lastSign }: Run, now: number) => lastSign < now - DEFAULTS.lostAfter;

  function hear(instance: string, samples: readonly Sample[], now: number): void {
    for (const slot of new Set(samples.map(({ extra }) => extra['backup_run_slot'] ?? '')))
      hearRun(
        `${instance} ${slot}`,
        samples.filter(({ extra }) => (extra['backup_run_slot'] ?? '') === slot),
        now,
      );
  }

  function hearRun(key: string, samples: readonly Sample[], now: number): void {
    const newest = (gauge: Sample['gauge'], outcome?: string) =>
      Math.max(
        -Infinity,
        ...samples
          .filter((s) => s.gauge === gauge && (outcome ?? s.extra['backup_outcome']) === s.extra['backup_outcome'])
          .map(({ value }) => value),
      );
    const end = Math.max(ended.get(key) ?? -Infinity, newest('ends'));
    ended.set(key, end);
    const start = newest('start');
    const before = runs.get(key) ?? [];
    const current = before.find(({ startedAt, replaced }) => startedAt === start && !replaced);
    const rest = before.filter((run) => run !== current && (run.replaced || (start > run.startedAt ? isLost(run, now) : true)));
    for (const run of rest) if (start > run.startedAt) run.replaced = true;
    const run: Run | undefined =
      Number.isFinite(start) && end < start
        ? (current ?? { startedAt: start, lastSign: start, isSilent: false, replaced: false })
        : undefined;
    if (run) {
      run.lastSign = Math.max(run.lastSign, newest('heartbeat'), newest('progress'));
      const progress = newest('progress');
      if (progress >= start) run.lastProgress = Math.max(progress, run.lastProgress ?? 0);
    }
    runs.set(key, run ? [...rest, run] : rest.filter(({ startedAt, replaced }) => replaced || startedAt > end));
    if (newest('ends', 'success') >= start) goodStart = Math.max(goodStart, start);
  }

  return {
    hear,
    forget(until: number): void {
      runs = new Map([...runs].map(([key, all]) => [key, all.filter(({ startedAt }) => startedAt > until)]));
    },
    /** What is open now: a run that began after others fell silent, and went well, has made up for them. */
    open(now: number): readonly TrackedRun[] {
      for (const [key, all] of runs)
        for (const run of all.filter((one) => isLost(one, now) && one.lastSign < goodStart)) {
          ended.set(key, Math.max(run.startedAt, ended.get(key) ?? 0));
          runs.set(
            key,
            runs.get(key)!.filter((one) => one !== run),
          );
        }
      const open = [...runs.values()].flat();
      for (const run of open) {
        if (isLost(run, now) && !run.isSilent) run.silentSince = run.lastSign;
        run.isSilent = isLost(run, now);
      }
      return open.map((run) => ({ ...run }));
    },
  };
}
