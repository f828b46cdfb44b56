import type * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_INTERVAL,
  ATTR_BACKUP_EXPECTED_MAX_DURATION,
  ATTR_BACKUP_EXPECTED_MIN_DURATION,
  ATTR_BACKUP_EXPECTED_MIN_SIZE,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_EXPECTED_RPO,
  ATTR_BACKUP_EXPECTED_RTO,
  ATTR_BACKUP_EXPECTED_START_GRACE,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  METRIC_BACKUP_COPY_REGISTERED_TIME,
  METRIC_BACKUP_DECOMMISSIONED_TIME,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIME,
  METRIC_BACKUP_EXPECTED_RPO,
  METRIC_BACKUP_EXPECTED_RTO,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_REGISTERED_TIME,
  type StateGaugeName,
} from '../semconv.js';
import { attempt } from './attempt.js';
import { settle, type Core } from './core.js';
import { checkDefinition, type CheckedDefinition, type ExpectedField } from './definition-input.js';
import type { BackupDefinition, DefinedBackup, DefinedRunOptions } from './definition-types.js';
import { setNextStart } from './expectations.js';
import { copyLabels, type Labels } from './labels.js';
import { awaitProviders } from './late-sdk.js';
import { runBackup, startRun } from './live.js';
import { describe } from './mistakes.js';
import { recordRun } from './record.js';
import type { EventAttributes } from './run.js';
import { createOptionsReader, readRunSettings, type RunSettings } from './settings.js';
import type { BackupOptions, BackupRun } from './types.js';

const EXPECTATIONS = {
  every: { gauge: METRIC_BACKUP_EXPECTED_INTERVAL, attribute: ATTR_BACKUP_EXPECTED_INTERVAL },
  startGrace: { gauge: METRIC_BACKUP_EXPECTED_START_GRACE, attribute: ATTR_BACKUP_EXPECTED_START_GRACE },
  maxDuration: { gauge: METRIC_BACKUP_EXPECTED_MAX_DURATION, attribute: ATTR_BACKUP_EXPECTED_MAX_DURATION },
  minDuration: { gauge: METRIC_BACKUP_EXPECTED_MIN_DURATION, attribute: ATTR_BACKUP_EXPECTED_MIN_DURATION },
  minBytes: { gauge: METRIC_BACKUP_EXPECTED_MIN_SIZE, attribute: ATTR_BACKUP_EXPECTED_MIN_SIZE },
  rpo: { gauge: METRIC_BACKUP_EXPECTED_RPO, attribute: ATTR_BACKUP_EXPECTED_RPO },
  rto: { gauge: METRIC_BACKUP_EXPECTED_RTO, attribute: ATTR_BACKUP_EXPECTED_RTO },
} as const satisfies Record<ExpectedField, object>;

const STATED_GAUGES: readonly StateGaugeName[] = [
  METRIC_BACKUP_DECOMMISSIONED_TIME,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIME,
  ...Object.values(EXPECTATIONS).map(({ gauge }) => gauge),
];

type CallSite = (...args: never[]) => unknown;

// Labels of the copies that the present definition of each identity wants.
const statedCopies = new WeakMap<Core, Map<string, readonly Labels[]>>();

/** Makes a job known together with what is expected of it. */
export function defineJob(core: Core, definition: BackupDefinition): DefinedBackup {
  const checked = checkDefinition(definition);
  const base: BackupOptions = { ...definition };
  const settings = readRunSettings(core, createOptionsReader(base, core.report, defineJob), defineJob);
  register(core, settings, checked);

  function run<T>(
    optionsOrFn: DefinedRunOptions | ((run: BackupRun) => T | PromiseLike<T>),
    fn?: (run: BackupRun) => T | PromiseLike<T>,
  ): Promise<T> {
    const options = typeof optionsOrFn === 'function' && fn === undefined ? base : merge(core, base, optionsOrFn, run);
    return runBackup(core, options, fn ?? optionsOrFn, run);
  }

  return {
    job: checked.job,
    run,
    start: function start(options) {
      return startRun(core, merge(core, base, options, start), start);
    },
    record: function record(told) {
      return recordRun(core, merge(core, base, told, record), record);
    },
    async decommission() {
      const now = core.clock.now();
      core.sheet.drop(belongsTo(settings, checked));
      core.sheet.set(METRIC_BACKUP_DECOMMISSIONED_TIME, settings.labels.identity, now / 1_000);
      core.events.announce({
        name: EVENT_BACKUP_JOB_DECOMMISSIONED,
        timestamp: now,
        sequence: 0,
        attributes: () => ({ ...settings.attributes }),
      });
      awaitProviders(core);
      await settle(core, settings.flush);
    },
  };
}

function register(core: Core, settings: RunSettings, { expected, copies }: CheckedDefinition): void {
  const { sheet } = core;
  const now = core.clock.now();
  const attributes: EventAttributes = { ...settings.attributes };
  // What an earlier definition of the same job stated holds no longer.
  for (const gauge of STATED_GAUGES) sheet.delete(gauge, settings.labels.identity);
  const labelsOfCopies = copies.map(({ destination, region }) => copyLabels(settings.job, destination, region));
  for (const labels of replaceStatedCopies(core, settings, labelsOfCopies)) sheet.delete(METRIC_BACKUP_COPY_REGISTERED_TIME, labels);
  sheet.set(METRIC_BACKUP_REGISTERED_TIME, settings.labels.identity, now / 1_000);
  for (const [field, value] of Object.entries(expected) as [ExpectedField, number][]) {
    const { gauge, attribute } = EXPECTATIONS[field];
    sheet.set(gauge, settings.labels.identity, value);
    attributes[attribute] = value;
  }
  for (const labels of labelsOfCopies) sheet.set(METRIC_BACKUP_COPY_REGISTERED_TIME, labels, now / 1_000);
  if (copies.length > 0) {
    attributes[ATTR_BACKUP_EXPECTED_DESTINATIONS] = copies.map(({ destination }) => destination);
    attributes[ATTR_BACKUP_EXPECTED_REGIONS] = copies.map(({ region }) => region ?? '');
  }
  setNextStart(sheet, settings.labels.identity);
  core.events.announce({ name: EVENT_BACKUP_JOB_DEFINED, timestamp: now, sequence: 0, attributes: () => attributes });
  awaitProviders(core);
}

/** Remembers which copies a job wants now, and answers which it wanted before. */
function replaceStatedCopies(core: Core, { operation, job, destination = '' }: RunSettings, wanted: readonly Labels[]): readonly Labels[] {
  const byJob = statedCopies.get(core) ?? new Map<string, readonly Labels[]>();
  statedCopies.set(core, byJob);
  const key = `${operation}\n${job}\n${destination}`;
  const before = byJob.get(key) ?? [];
  if (wanted.length > 0) byJob.set(key, wanted);
  else byJob.delete(key);
  return before;
}

/** Whose state a decommissioned job takes with it: its own, and that of the copies of its backups. */
function belongsTo({ operation, job, destination }: RunSettings, { copies }: CheckedDefinition): (labels: api.Attributes) => boolean {
  const destinations = new Set<unknown>([destination, ...copies.map((copy) => copy.destination)]);
  return (labels) => {
    if (labels[ATTR_BACKUP_JOB_NAME] !== job) return false;
    const at = labels[ATTR_BACKUP_DESTINATION_NAME];
    if (labels[ATTR_BACKUP_OPERATION] === operation) return at === destination;
    return operation === 'backup' && labels[ATTR_BACKUP_OPERATION] === 'copy' && destinations.has(at);
  };
}

/** The definition with a run's own options over it; a field that is there but undefined erases nothing. */
function merge(core: Core, base: BackupOptions, options: unknown, at: CallSite): BackupOptions {
  if (options === undefined) return base;
  const fields = attempt(() => Object.keys(options as object));
  if (fields === undefined || typeof options !== 'object') {
    core.report('options_invalid', `Expected the options of a run to be an object, got ${describe(options)}; they are left out.`, at);
    return base;
  }
  const reader = createOptionsReader(options, core.report, at);
  const merged: Record<string, unknown> = { ...base };
  for (const field of fields) {
    const value = reader.raw(field);
    if (value === undefined || value === merged[field]) continue;
    if (FIXED.has(field)) core.report('options_invalid', `\`${field}\` is part of the definition; another value is left out.`, at);
    else merged[field] = value;
  }
  return merged as unknown as BackupOptions;
}

const FIXED: ReadonlySet<string> = new Set(['job', 'operation', 'destination']);
