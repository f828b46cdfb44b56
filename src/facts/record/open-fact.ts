import { defaultCore } from '../../job/default.js';
import { openInput, type OpenInput } from '../../job/input/input.js';
import { createReject } from '../../job/input/reject.js';
import { PROBLEMS, type CallSite } from '../../job/problems.js';
import type { OpenRun } from '../../job/run/open-run.js';
import type { BackupRun } from '../../job/types.js';
import type { BackupEventName, EventAttributes } from '../../events/event.js';
import { applyFact } from '../../state/apply-fact.js';
import { orUndefined } from '../../untrusted/calls.js';
import { guard } from '../../untrusted/guard.js';

/** What a fact is recorded by: the handle of a run or of one of its phases. */
export type FactRecorder = Pick<BackupRun, 'id' | 'reference'>;

/** A fact that is about to be recorded: its run, and what is said of it. */
export interface OpenFact {
  readonly run: OpenRun;
  readonly input: OpenInput;
}

/** What is read of a caller's object. */
export interface FactFields {
  readonly what: string;
  readonly fields: object;
  readonly example: string;
}

/** Opens what a caller says. Where there is no run, or it is over, that is a problem, and nothing is recorded. */
export function openFact(handle: unknown, given: unknown, { what, fields, example }: FactFields, at: CallSite): OpenFact | undefined {
  const run = orUndefined(() => (handle as { readonly [PROBLEMS]?: OpenRun })[PROBLEMS]);
  const report = run?.problems.report ?? defaultCore.report;
  const reject = createReject(report, 'report_invalid', at);
  if (!run) reject('the first argument', 'the handle of a run', handle, 'nothing is recorded');
  else if (run.ended) report('used_after_end', `\`${at.name}\` was called after the end of the run; it is left out.`, at);
  else return { run, input: openInput(given, what, fields, example, reject) };
  return undefined;
}

/** Emits the event of a fact, as of now, and sets its gauges. */
export function emitFact(run: OpenRun, name: BackupEventName, said: EventAttributes): void {
  const { core, settings } = run;
  const timestamp = run.clock.now();
  guard(core, () => {
    applyFact(core.gauges, { name, timestamp, attributes: { ...settings.attributes, ...said }, labels: settings.labels });
  });
  run.emit(name, said, timestamp);
}
