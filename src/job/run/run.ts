import * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_DEADLINE_EXCEEDED,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_REASON,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_PROCESSED_SIZE,
  ATTR_BACKUP_PROCESS_TRACE_ID,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_RUN_SLOT,
  ATTR_BACKUP_TELEMETRY_PROBLEM,
  ATTR_ERROR_TYPE,
  EVENT_BACKUP_PHASE_FINISHED,
  EVENT_BACKUP_RUN_FINISHED,
  EVENT_BACKUP_RUN_STARTED,
  METRIC_BACKUP_PHASE_DURATION,
  METRIC_BACKUP_RUN_ACTIVE,
  NO_PROBLEM,
  phaseSpanName,
  runSpanName,
} from '../../semconv.js';
import type { EventAttributes, EventAttributeValue } from '../../events/event.js';
import { definedOnly, labelsKey, putDefined, type DraftAttributes } from '../../state/job-labels.js';
import { quiet } from '../../untrusted/calls.js';
import { record, type Core } from '../instance/core.js';
import { guard } from '../../untrusted/guard.js';
import { newId } from '../id.js';
import { emitFact, recordEnd } from './end-metrics.js';
import { failedPhaseOf } from './failed-phase.js';
import type { JobProblems } from '../instance/job-problems.js';
import type { OpenRun } from './open-run.js';
import { reportAttributes } from '../input/report.js';
import { createRunClock, type Moment } from './run-clock.js';
import type { ParentSettings, RunSettings } from '../input/settings.js';
import { closeSpan, endingOf, openSpan, type Ending } from '../sdk/span.js';

/** What a run begins with. */
export interface RunStart {
  readonly settings: RunSettings;
  readonly problems: JobProblems;
  readonly parent: ParentSettings;
  /** By so much the clocks of the machine may part before the run says that one of them was set. @default any */
  readonly toleranceMs?: number;
  /** For a run that happened elsewhere, milliseconds since the Unix epoch. */
  readonly startedAt?: number;
  /** Its id, where that was given away before. @default a new one */
  readonly id?: string;
}

/** Begins a run. */
export function openRun(core: Core, { settings, problems, parent, toleranceMs = Infinity, startedAt, id: given }: RunStart): OpenRun {
  for (const task of core.deferred.splice(0)) task();
  const id = given ?? newId();
  const clock = createRunClock(core.clock, toleranceMs);
  const { labels, about } = settings;
  const { identity } = labels;
  const slot = core.slots.take(identity);
  problems.belongTo(about);
  const begun = clock.moment();
  const startTime = startedAt ?? begun.time;
  const attributes = definedOnly<string | number>({
    ...settings.attributes,
    [ATTR_BACKUP_RUN_ID]: id,
    [ATTR_BACKUP_RUN_SLOT]: slot || undefined,
    [ATTR_BACKUP_ATTEMPTS]: settings.attempts,
    [ATTR_BACKUP_PROCESS_TRACE_ID]: parent.traceId,
  });
  const { span, context } = openSpan(core, runSpanName(settings.operation, settings.job), attributes, parent.context, startTime);
  const trace = guard(core, () => {
    const spanContext = quiet(span.spanContext());
    return api.isSpanContextValid(spanContext) && { traceId: spanContext.traceId };
  });
  // The same instruments at both ends: a provider registered in between must not see an end without a start.
  const recordActive = guard(core, () => core.providers.instruments()) ?? (() => undefined);
  let sequence = 0;

  const run: OpenRun = {
    core,
    settings,
    problems,
    clock,
    openPhases: new Set(),
    span,
    context,
    reference: { runId: id, ...trace },
    report: {},
    processed: 0,
    deadlineExceeded: false,
    ended: false,
    emit(name, extra, timestamp = clock.now()) {
      sequence += 1;
      let whole: EventAttributes | undefined;
      const build = () => (whole ??= { ...attributes, ...extra });
      core.events.emit({ name, timestamp, sequence, context, attributes: build, labels, slot });
    },
    openPhase(name, phaseParent, phaseStartedAt) {
      const phaseBegun = clock.moment();
      const spanAttributes = { ...identity, [ATTR_BACKUP_PHASE_NAME]: name, [ATTR_BACKUP_RUN_ID]: id };
      const opened = openSpan(core, phaseSpanName(name), spanAttributes, phaseParent.context, phaseStartedAt ?? phaseBegun.time);
      return {
        ...opened,
        end(outcome, error, processed, endedAt) {
          const ending = endingOf(outcome, error);
          if (ending.errorType !== undefined && !(run.failedPhase && run.failedPhase.error === error)) run.failedPhase = { name, error };
          const [duration, spanEnd] = times(phaseBegun, phaseStartedAt, endedAt);
          const finished = definedOnly<EventAttributeValue>(endAttributes(ending, processed));
          closeSpan(core, opened.span, ending, finished, spanEnd);
          record(core, METRIC_BACKUP_PHASE_DURATION, duration, labels.phase(name).ended(outcome));
          finished[ATTR_BACKUP_PHASE_NAME] = name;
          finished[ATTR_BACKUP_DURATION] = duration;
          run.emit(EVENT_BACKUP_PHASE_FINISHED, finished, endedAt);
        },
      };
    },
    end({ outcome, error, reason, endedAt }) {
      // A listener that hears of the last progress may end the run while it is being ended.
      if (run.ended) return;
      run.ended = true;
      const ending = endingOf(outcome, error);
      const endTime = endedAt ?? clock.now();
      const [duration, spanEnd] = times(begun, startedAt, endedAt);
      const finished = definedOnly<EventAttributeValue>({
        ...endAttributes(ending, run.processed),
        ...reportAttributes(run.report, error),
        [ATTR_BACKUP_REASON]: reason,
        [ATTR_BACKUP_DEADLINE_EXCEEDED]: run.deadlineExceeded || undefined,
        [ATTR_BACKUP_TELEMETRY_PROBLEM]: problems.newest ?? core.definitions.get(labelsKey(identity))?.problems.newest ?? NO_PROBLEM,
      });
      closeSpan(core, span, ending, finished, spanEnd);
      guard(core, () => recordActive(METRIC_BACKUP_RUN_ACTIVE, -1, identity));
      recordEnd(run, ending, duration);
      core.slots.free(identity, slot);
      finished[ATTR_BACKUP_DURATION] = duration;
      putDefined(finished, ATTR_BACKUP_PHASE_NAME, ending.errorType && failedPhaseOf(run, error));
      run.emit(EVENT_BACKUP_RUN_FINISHED, finished, endTime);
      if (outcome === 'success') emitFact(run, finished, endTime);
    },
  };

  /** Duration in seconds since `begun` or, of something that happened elsewhere, between its times; and the end of the span, which is no other. */
  function times(since: Moment, from: number | undefined, to: number | undefined): readonly [duration: number, spanEnd: number] {
    const ms = from === undefined || to === undefined ? clock.since(since) : to - from;
    return [ms / 1_000, (from ?? since.time) + ms];
  }

  guard(core, () => recordActive(METRIC_BACKUP_RUN_ACTIVE, 1, identity));
  run.emit(EVENT_BACKUP_RUN_STARTED, undefined, startTime);
  return run;
}

/** How a run or a phase ended, and the bytes that went through its byte counters. */
function endAttributes({ outcome, errorType }: Ending, processed: number): DraftAttributes {
  return { [ATTR_BACKUP_OUTCOME]: outcome, [ATTR_ERROR_TYPE]: errorType, [ATTR_BACKUP_PROCESSED_SIZE]: processed || undefined };
}
