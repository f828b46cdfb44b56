import type { BackupEvent, BackupEventName } from '../../../src/events/event.js';
import type { EventEnvelope } from '../../../src/events/envelope.js';
import { INSTANCE_KEY } from '../../../src/semconv/names.js';
import * as s from '../../../src/semconv.js';
import { BEGIN, DEFAULT_IDENTITY, samplesOf, type Exported, type Identity, type Sample, type Scenario } from './scenario.js';

/** Where a process is known from: the events of one come one after the other. */
interface Process {
  readonly identity: Required<Identity>;
  readonly instance: string;
  readonly came: Set<string>;
}

const EXPECTED = {
  interval: s.ATTR_BACKUP_EXPECTED_INTERVAL,
  grace: s.ATTR_BACKUP_EXPECTED_START_GRACE,
  maxDuration: s.ATTR_BACKUP_EXPECTED_MAX_DURATION,
  minDuration: s.ATTR_BACKUP_EXPECTED_MIN_DURATION,
  minSize: s.ATTR_BACKUP_EXPECTED_MIN_SIZE,
  retryWithin: s.ATTR_BACKUP_EXPECTED_RETRY_WITHIN,
} as const;
const SIGNS = {
  start: s.EVENT_BACKUP_RUN_STARTED,
  heartbeat: s.EVENT_BACKUP_RUN_HEARTBEAT,
  progress: s.EVENT_BACKUP_RUN_PROGRESS,
} as const;

/**
 * The events behind what a scenario's processes export, minute by minute as a receiver gets them. Of each value of a gauge comes the event
 * that set it, once. Definitions come again while their process lives, as do times from the future: a receiver gets both for as long.
 */
export function createHistory({ exports }: Scenario): (minute: number) => readonly EventEnvelope[] {
  const processes = new Map<string, Process>();
  const known = new Map<string, string>();

  return (minute) =>
    exports.flatMap(({ at, until = at, job, process = {}, every = 1, values }) => {
      // The newest of those that came since the minute before.
      const came = at + Math.floor((Math.min(minute, until) - at) / every + 1e-9) * every;
      if (minute < at || came <= minute - 1) return [];
      const identity = { ...DEFAULT_IDENTITY, ...job };
      const instance = process['instance'] ?? 'a';
      const key = JSON.stringify([identity, instance]);
      const of = processes.get(key) ?? { identity, instance, came: new Set() };
      processes.set(key, of);
      return eventsOf(of, values, minute, known);
    });
}

function eventsOf(process: Process, values: Exported, minute: number, known: Map<string, string>): readonly EventEnvelope[] {
  const { identity, instance, came } = process;
  const now = BEGIN + minute * 60;
  const samples = samplesOf(values, minute);
  const resource = {
    [s.ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: identity.deployment_environment_name,
    [s.ATTR_SERVICE_NAME]: identity.job,
    [INSTANCE_KEY]: instance,
  };
  const job = {
    [s.ATTR_BACKUP_OPERATION]: identity.backup_operation,
    [s.ATTR_BACKUP_JOB_NAME]: identity.backup_job_name,
    ...(identity.backup_destination_name !== '' && { [s.ATTR_BACKUP_DESTINATION_NAME]: identity.backup_destination_name }),
  };
  const events: EventEnvelope[] = [];
  const emit = (name: BackupEventName, at: number, more: object = {}, again = false) => {
    const id = `${instance} ${name} ${at} ${JSON.stringify(more)}`;
    if (came.has(id) && !again && at <= now + 300) return;
    came.add(id);
    const event = { name, id, sequence: 0, timestamp: at * 1_000, attributes: { ...job, ...more } } as unknown as BackupEvent;
    events.push({ resource, event, receivedAt: now * 1_000 });
  };
  const valueOf = (gauge: Sample['gauge']) => samples.find((sample) => sample.gauge === gauge)?.value;

  const registered = valueOf('registered');
  if (registered !== undefined) {
    const stated = Object.entries(EXPECTED).flatMap(([gauge, attribute]) => {
      const value = valueOf(gauge as keyof typeof EXPECTED);
      return value === undefined ? [] : [[attribute, value] as const];
    });
    emit(s.EVENT_BACKUP_JOB_DEFINED, registered, Object.fromEntries(stated), true);
  }
  const decommissioned = valueOf('decommissioned');
  if (decommissioned !== undefined) emit(s.EVENT_BACKUP_JOB_DECOMMISSIONED, decommissioned);
  const problem = valueOf('problem');
  if (problem !== undefined) emit(s.EVENT_BACKUP_PROBLEM_FOUND, problem, { [s.ATTR_BACKUP_TELEMETRY_PROBLEM]: 'options_invalid' });

  for (const slot of new Set(samples.map(({ extra }) => extra['backup_run_slot'] ?? ''))) {
    const own = samples.filter(({ extra }) => (extra['backup_run_slot'] ?? '') === slot);
    emitRun(own, slot);
  }
  return events.sort((one, other) => one.event.timestamp - other.event.timestamp);

  function emitRun(own: readonly Sample[], slot: string): void {
    const start = own.find(({ gauge }) => gauge === 'start')?.value;
    const slotted = slot === '' ? {} : { [s.ATTR_BACKUP_RUN_SLOT]: Number(slot) };
    const run = { ...slotted, [s.ATTR_BACKUP_RUN_ID]: `${instance}/${slot}/${start}` };
    const ends = own.filter(({ gauge }) => gauge === 'ends');
    const newest = Math.max(...ends.map(({ value }) => value));
    for (const { gauge, value } of own)
      // An older sign of life is of the run before, which reported it.
      if (gauge in SIGNS && (start === undefined || value >= start)) emit(SIGNS[gauge as keyof typeof SIGNS], value, run);
    for (const { extra, value } of ends) {
      const outcome = extra['backup_outcome'] ?? '';
      const isOfRun = start !== undefined && value === Math.min(...ends.flatMap((end) => (end.value >= start ? [end.value] : [])));
      const ended = isOfRun ? run : { ...slotted, [s.ATTR_BACKUP_RUN_ID]: `${instance}/${slot}/${outcome}/${value}` };
      const id = `${instance} ${slot} ${outcome} ${value}`;
      if (came.has(id) && value <= now + 300) continue;
      came.add(id);
      emit(s.EVENT_BACKUP_RUN_FINISHED, value, {
        ...ended,
        [s.ATTR_BACKUP_OUTCOME]: outcome,
        ...(outcome === 'success' ? producedBy(value === newest, value) : causeOf(value)),
        ...(valueOf('clean') === value && { [s.ATTR_BACKUP_TELEMETRY_PROBLEM]: s.NO_PROBLEM }),
      });
    }
  }

  /** A success is of the type whose values changed. */
  function producedBy(isNewest: boolean, at: number): object {
    const { durations = {}, sizes = {} } = values;
    const types = Object.keys(durations) as s.BackupType[];
    const valuesOf = (type: s.BackupType) => `${durations[type] ?? ''} ${sizes[type] ?? ''}`;
    const keyOf = (type: s.BackupType) => `${JSON.stringify(identity)} ${type}`;
    if (!isNewest || at > now + 300) return {};
    const type = types.find((name) => known.get(keyOf(name)) !== valuesOf(name)) ?? types[0];
    if (type === undefined) return {};
    known.set(keyOf(type), valuesOf(type));
    const size = sizes[type] === undefined ? {} : { [s.ATTR_BACKUP_ARTIFACT_SIZE]: sizes[type] };
    return { [s.ATTR_BACKUP_TYPE]: type, [s.ATTR_BACKUP_DURATION]: durations[type], ...size };
  }

  function causeOf(at: number): object {
    const { failure } = values;
    if (failure === undefined || BEGIN + failure.at * 60 !== at) return {};
    const cause = {
      [s.ATTR_ERROR_TYPE]: failure.errorType,
      [s.ATTR_BACKUP_PHASE_NAME]: failure.phase,
      [s.ATTR_PROCESS_EXIT_CODE]: failure.exitCode,
      [s.ATTR_BACKUP_ATTEMPT]: failure.attempt,
      [s.ATTR_BACKUP_ATTEMPTS]: failure.attempts,
    };
    return Object.fromEntries(Object.entries(cause).filter(([, value]) => value !== undefined));
  }
}
