import { DEFAULTS } from '../policy/defaults.js';
import type { EndedRun, OpenRun } from './job-state.js';

/** The runs of a job: those that go on, those that are over, and since when others are not remembered. */
export interface Runs {
  readonly openRuns: readonly OpenRun[];
  readonly endedRuns: readonly EndedRun[];
  readonly endsForgottenUntil?: number | undefined;
}

/** A sign of life of a run. */
export interface RunSign {
  readonly runId: string;
  readonly place: string;
  readonly at: number;
  readonly isProgress: boolean;
}

const MOST_OPEN = 200;
const MOST_ENDED = 200;

/** Opens a run, or notes that it lives. One that is over stays so, whatever comes late of it. */
export function noteSign(runs: Runs, { runId, place, at, isProgress }: RunSign): Runs {
  if (isOver(runs, runId) || at <= (runs.endsForgottenUntil ?? -Infinity)) return runs;
  const known = runs.openRuns.find((run) => run.runId === runId);
  const run: OpenRun = {
    isSilent: false,
    ...known,
    runId,
    place,
    startedAt: Math.min(at, known?.startedAt ?? at),
    lastSign: Math.max(at, known?.lastSign ?? at),
    lastProgress: isProgress ? Math.max(at, known?.lastProgress ?? at) : known?.lastProgress,
  };
  const openRuns = [...runs.openRuns.filter((other) => other !== known), run].slice(-MOST_OPEN);
  return closeReplaced({ ...runs, openRuns });
}

/** Closes a run. It began when its end says, or before, if it was heard of earlier. */
export function noteEnd(runs: Runs, { runId, place, startedAt, endedAt, outcome }: EndedRun): Runs {
  if (isOver(runs, runId)) return runs;
  const known = runs.openRuns.find((run) => run.runId === runId);
  return closeReplaced(
    close({ ...runs, openRuns: runs.openRuns.filter((run) => run !== known) }, [
      { runId, place, startedAt: Math.min(startedAt, known?.startedAt ?? startedAt), endedAt, outcome },
    ]),
  );
}

/** Forgets the runs that began before a time. */
export function forgetRuns({ openRuns, endedRuns, endsForgottenUntil }: Runs, until: number): Runs {
  return {
    openRuns: openRuns.filter(({ startedAt }) => startedAt > until),
    endedRuns: endedRuns.filter(({ endedAt }) => endedAt > until),
    endsForgottenUntil,
  };
}

/**
 * The runs as time passes. Those that were silent when a run that began after their last sign of life went well are made up for; who falls
 * silent is noted.
 */
export function passRuns(runs: Runs, now: number, lastGoodStart = -Infinity): Runs {
  const isSilent = ({ lastSign }: OpenRun) => lastSign < now - DEFAULTS.lostAfter;
  const madeUpFor = runs.openRuns.filter((run) => isSilent(run) && run.lastSign < lastGoodStart);
  const openRuns = runs.openRuns.filter((run) => !madeUpFor.includes(run));
  if (madeUpFor.length === 0 && openRuns.every((run) => run.isSilent === isSilent(run))) return runs;
  return close(
    {
      ...runs,
      openRuns: openRuns.map((run) => {
        const silent = isSilent(run);
        if (silent === run.isSilent) return run;
        return { ...run, isSilent: silent, silentSince: silent ? run.lastSign : run.silentSince };
      }),
    },
    madeUpFor.map(withoutEnd),
  );
}

/** When a process begins another run in the place of one, it will never say how that one ended. It is lost if it was silent for 5 minutes then, and else forgotten. */
function closeReplaced(runs: Runs): Runs {
  const replaced = runs.openRuns.filter((run) =>
    [...runs.openRuns, ...runs.endedRuns].some(
      ({ place, startedAt }) => place === run.place && startedAt > run.startedAt && startedAt - run.lastSign <= DEFAULTS.lostAfter,
    ),
  );
  if (replaced.length === 0) return runs;
  return close({ ...runs, openRuns: runs.openRuns.filter((run) => !replaced.includes(run)) }, replaced.map(withoutEnd));
}

/** Of a run that ended without a word the last sign of life is all that is known. */
function withoutEnd(run: OpenRun): EndedRun {
  return { ...run, endedAt: run.lastSign };
}

function isOver({ endedRuns }: Runs, runId: string): boolean {
  return endedRuns.some((run) => run.runId === runId);
}

function close(runs: Runs, over: readonly EndedRun[]): Runs {
  const ended = [
    ...runs.endedRuns,
    ...over.map(({ runId, place, startedAt, endedAt, outcome }) => ({ runId, place, startedAt, endedAt, outcome })),
  ].sort((one, other) => one.endedAt - other.endedAt);
  const left = ended.slice(0, -MOST_ENDED);
  return {
    ...runs,
    endedRuns: ended.slice(-MOST_ENDED),
    endsForgottenUntil: left.at(-1)?.endedAt ?? runs.endsForgottenUntil,
  };
}
