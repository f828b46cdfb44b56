import type { BackupEventName, EventAttributes } from '../events/event.js';
import type { EventEnvelope, EventResource } from '../events/envelope.js';
import { identityOf } from '../identity.js';
import { isFromFuture } from '../policy/clock-tolerance.js';
import {
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_RUN_SLOT,
  ATTR_BACKUP_TYPE,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  EVENT_BACKUP_RUN_FINISHED,
  EVENT_BACKUP_RUN_PROGRESS,
  type BackupOutcome,
  type BackupType,
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  BACKUP_OPERATIONS,
} from '../semconv.js';
import * as events from '../semconv/generated/events.js';
import { INSTANCE_KEY } from '../semconv/names.js';
import { applyEvent, causeOf } from './apply-event.js';
import { applyFact } from './apply-fact.js';
import { CAUSE_ATTRIBUTES } from './failure-cause.js';
import { carryOver, noteAhead } from './future.js';
import { draftOf, newerThan } from './gauge-values.js';
import { addFailure, addSuccess } from './history.js';
import { dropBackup, keepFact } from './keep-facts.js';
import { createLabelCache } from './job-labels.js';
import type { FailedRun, JobState } from './job-state.js';
import { numberOf, textOf } from '../untrusted/plain-values.js';
import { isWorseEnd } from '../semconv/outcome-order.js';
import { standsAgainst } from './newer.js';
import { readAttributes } from './read-attributes.js';
import { readFact } from './read-fact.js';
import { readGauges } from './read-gauges.js';
import { forgetRuns, noteEnd, noteSign } from './runs.js';

const EVENT_NAMES: ReadonlySet<string> = new Set(Object.values(events));
const labelsOf = createLabelCache();
const MOST_DISBELIEVED = 200;
const SEEN_STEP = 300;

/** The state of a job of which nothing is known. */
export function emptyState(resource: EventResource, attributes: EventAttributes): JobState {
  return {
    identity: identityOf(resource, attributes),
    lastEnd: {},
    failures: [],
    successes: [],
    backups: [],
    proofs: [],
    expected: {},
    openRuns: [],
    endedRuns: [],
    disbelieved: [],
    gauges: {},
  };
}

/**
 * The state of a job after one more event. Total, and without effect on the state before. Events may come late, in any order, and more
 * than once; each fact is newer than another by its own time.
 */
export function reduce(before: JobState | undefined, { resource, event, receivedAt }: EventEnvelope): JobState {
  const attributes = readAttributes(event);
  const [at, now] = [event.timestamp / 1_000, receivedAt / 1_000];
  const known = before ?? emptyState(resource, attributes);
  const named = resource[INSTANCE_KEY];
  const instance = typeof named === 'string' ? named : '';
  // What cannot be distinguished from nonsense claims nothing.
  if (!Number.isFinite(at) || !EVENT_NAMES.has(event.name)) return known;
  if (!BACKUP_OPERATIONS.some((name) => name === attributes[ATTR_BACKUP_OPERATION])) return known;
  // Not by the id alone: a sender may give none.
  const id = `${event.id} ${event.name} ${String(at)}`;
  if (isFromFuture(at, now) || known.disbelieved.includes(id)) {
    const disbelieved = [...known.disbelieved.filter((other) => other !== id), id].slice(-MOST_DISBELIEVED);
    return { ...known, disbelieved, future: noteAhead(known, { instance, time: at, seenAt: now }) };
  }
  const state = inServiceOnceRight(known, at, now);
  if (event.name === EVENT_BACKUP_JOB_DECOMMISSIONED) return decommission(state, attributes, at, now);
  if (at <= (state.decommissionedAt ?? -Infinity)) return state;
  const isReturn = event.name === EVENT_BACKUP_JOB_DEFINED && state.knownSince === undefined && state.decommissionedAt !== undefined;
  return {
    ...withEvent(state, { name: event.name, timestamp: event.timestamp, attributes, now }, instance),
    seenAt: Math.max(Math.floor(now / SEEN_STEP) * SEEN_STEP, state.seenAt ?? 0),
    ...(isReturn && { future: carryOver(state.future, at, now) }),
  };
}

/** A decommissioning by a clock that was ahead ends nothing that comes once it is right. */
function inServiceOnceRight(state: JobState, at: number, now: number): JobState {
  const { decommissionedAt = -Infinity } = state;
  return decommissionedAt > at && !standsAgainst(decommissionedAt, at, now) ? { ...state, decommissionedAt: undefined } : state;
}

/** An event whose attributes are as this package emits them. */
interface ReadEvent {
  readonly name: BackupEventName;
  readonly timestamp: number;
  readonly attributes: EventAttributes;
  /** When it came, in seconds since the Unix epoch. */
  readonly now: number;
}

/** A run that ends twice ended as the worse of both: what is better is not heard, what is worse is dated as the newer of them. */
function withEvent(state: JobState, event: ReadEvent, instance: string): JobState {
  const { attributes } = event;
  const before = event.name === EVENT_BACKUP_RUN_FINISHED && state.endedRuns.find(({ runId }) => runId === attributes[ATTR_BACKUP_RUN_ID]);
  if (!before || before.outcome === undefined) return withRuns(withGauges(state, event), event, instance);
  if (!isWorseEnd(attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome, before.outcome)) return state;
  const again = { ...event, timestamp: Math.max(event.timestamp, before.endedAt * 1_000) };
  const rest = { ...state, endedRuns: state.endedRuns.filter((run) => run !== before) };
  return withRuns(withGauges(rest, again), again, instance);
}

/** Gauges are a projection of events, and the times of a state one of its gauges. */
function withGauges(state: JobState, event: ReadEvent): JobState {
  const { name, timestamp, attributes } = event;
  const gauges = draftOf(state.gauges, event.now);
  // Without slots: runs that overlap are kept one by one.
  const labels = labelsOf(attributes);
  applyEvent(gauges, { name, timestamp, attributes: () => attributes, labels });
  applyFact(gauges, { name, timestamp, attributes, labels });
  const values = gauges.values();
  const known = name === EVENT_BACKUP_JOB_DEFINED ? Math.min(timestamp / 1_000, state.knownSince ?? Infinity) : state.knownSince;
  return { ...state, ...readGauges(values), knownSince: known, gauges: values };
}

/** Runs one by one, which gauges do not tell apart, and what is compared with. */
function withRuns(state: JobState, event: ReadEvent, instance: string): JobState {
  const runId = event.attributes[ATTR_BACKUP_RUN_ID];
  if (typeof runId !== 'string') return state;
  return withFact(withEnds(state, event, runId, instance), event, runId);
}

/** What its facts say can be restored. The backup of a run that did not end well after all is none. */
function withFact(state: JobState, { name, timestamp, attributes }: ReadEvent, runId: string): JobState {
  const outcome = state.endedRuns.find((run) => run.runId === runId)?.outcome;
  const isBroken = outcome !== undefined && outcome !== 'success';
  const left = isBroken ? dropBackup(state, runId) : state;
  const fact = readFact(name, timestamp / 1_000, attributes);
  return fact && !(isBroken && fact.kind === 'backup') ? keepFact(left, fact) : left;
}

function withEnds(state: JobState, event: ReadEvent, runId: string, instance: string): JobState {
  const { attributes } = event;
  const at = event.timestamp / 1_000;
  // Of a process that has no name nobody knows whether another run of it takes the place of this one.
  const place = `${instance || runId} ${String(attributes[ATTR_BACKUP_RUN_SLOT] ?? 0)}`;
  if (event.name !== EVENT_BACKUP_RUN_FINISHED)
    return { ...state, ...noteSign(state, { runId, place, at, isProgress: event.name === EVENT_BACKUP_RUN_PROGRESS }) };
  const duration = numberOf(attributes[ATTR_BACKUP_DURATION]);
  const outcome = attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome;
  const runs = noteEnd(state, { runId, place, startedAt: at - (duration ?? 0), endedAt: at, outcome });
  const ended = { ...state, ...runs };
  if (outcome === 'failure' || outcome === 'timeout') return { ...ended, failures: addFailure(state.failures, failureOf(attributes, at)) };
  if (outcome !== 'success') return ended;
  const startedAt = runs.endedRuns.find((run) => run.runId === runId)?.startedAt ?? at;
  const success = {
    at,
    runId,
    type: attributes[ATTR_BACKUP_TYPE] as BackupType | undefined,
    duration,
    size: numberOf(attributes[ATTR_BACKUP_ARTIFACT_SIZE]),
  };
  return {
    ...ended,
    successes: addSuccess(state.successes, success),
    lastGoodStart: Math.max(startedAt, state.lastGoodStart ?? -Infinity),
  };
}

/** What was before is gone, also when that is heard only now. */
function decommission(state: JobState, attributes: EventAttributes, at: number, now: number): JobState {
  if (at <= (state.decommissionedAt ?? -Infinity)) return state;
  const draft = draftOf(newerThan(state.gauges, at, now), now);
  draft.renew(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, labelsOf(attributes).identity, at);
  const gauges = draft.values();
  const readable = readGauges(gauges);
  const isKnown = readable.registeredAt !== undefined && state.knownSince !== undefined;
  return {
    ...state,
    ...readable,
    ...forgetRuns(state, at),
    gauges,
    decommissionedAt: at,
    knownSince: isKnown ? (state.knownSince > at ? state.knownSince : readable.registeredAt) : undefined,
    failures: state.failures.filter((failure) => failure.at > at),
    successes: state.successes.filter((success) => success.at > at),
    backups: state.backups.filter((backup) => backup.at > at),
    proofs: state.proofs.filter((proof) => proof.at > at),
    pagedAt: newer(state.pagedAt, at),
    seenAt: newer(state.seenAt, at),
    lastGoodStart: newer(state.lastGoodStart, at),
  };
}

function newer(time: number | undefined, than: number): number | undefined {
  return time !== undefined && time > than ? time : undefined;
}

const TEXTS: ReadonlySet<string> = new Set<keyof FailedRun>(['errorType', 'phase']);

function failureOf(attributes: EventAttributes, at: number): FailedRun {
  const cause = causeOf(attributes);
  const parts = Object.entries(CAUSE_ATTRIBUTES).map(([part, name]) => [
    part,
    TEXTS.has(part) ? textOf(cause[name]) : numberOf(cause[name]),
  ]);
  return { at, ...(Object.fromEntries(parts) as Partial<FailedRun>) };
}
