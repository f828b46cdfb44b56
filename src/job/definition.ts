import type * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP,
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  METRIC_BACKUP_EXPECTED_ATTEMPTS,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  METRIC_BACKUP_EXPECTED_RPO,
  METRIC_BACKUP_EXPECTED_RTO,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  type StateGaugeName,
} from '../semconv.js';
import { attempt } from './attempt.js';
import { complainSoftly } from './complain.js';
import { settle, type Core } from './core.js';
import { checkDefinition, type CheckedDefinition, type ExpectedField } from './definition-input.js';
import type { BackupDefinition, DefinedBackup, DefinedRunOptions } from './definition-types.js';
import { setNextStart } from './expectations.js';
import { copyLabels, type Labels } from './labels.js';
import { awaitProviders } from './late-sdk.js';
import { runBackup, startRun } from './live.js';
import { readRaw, type Input } from './input.js';
import type { CallSite } from './mistakes.js';
import { recordRun } from './record.js';
import type { EventAttributes } from './run.js';
import type { RunSettings } from './settings.js';
import type { BackupOptions, BackupRun } from './types.js';

/** Gauge of each expectation. The event that tells of the definition has attributes of the same names. */
const EXPECTATIONS = {
  every: METRIC_BACKUP_EXPECTED_INTERVAL,
  startGrace: METRIC_BACKUP_EXPECTED_START_GRACE,
  maxDuration: METRIC_BACKUP_EXPECTED_MAX_DURATION,
  minDuration: METRIC_BACKUP_EXPECTED_MIN_DURATION,
  minBytes: METRIC_BACKUP_EXPECTED_MIN_SIZE,
  attempts: METRIC_BACKUP_EXPECTED_ATTEMPTS,
  retryWithin: METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  rpo: METRIC_BACKUP_EXPECTED_RPO,
  rto: METRIC_BACKUP_EXPECTED_RTO,
} as const satisfies Record<ExpectedField, StateGaugeName>;

const STATED_GAUGES: readonly StateGaugeName[] = [
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  ...Object.values(EXPECTATIONS),
];

/** Makes a job known together with what is expected of it. */
export function defineJob(core: Core, definition: BackupDefinition): DefinedBackup {
  const checked = checkDefinition(core, definition);
  const { settings } = checked;
  const base: BackupOptions = { ...definition };
  register(core, checked);

  function run<T>(
    optionsOrFn: DefinedRunOptions | ((run: BackupRun) => T | PromiseLike<T>),
    fn?: (run: BackupRun) => T | PromiseLike<T>,
  ): Promise<T> {
    const options = typeof optionsOrFn === 'function' && fn === undefined ? base : merge(core, base, optionsOrFn, run);
    return runBackup(core, options, fn ?? optionsOrFn, run);
  }

  return {
    job: settings.job,
    run,
    start: function start(options) {
      return startRun(core, merge(core, base, options, start), start);
    },
    record: function record(told) {
      return recordRun(core, merge(core, base, told, record), record);
    },
    async decommission() {
      const now = core.clock.now();
      core.sheet.drop(belongsTo(checked));
      core.sheet.renew(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, settings.labels.identity, now / 1_000);
      core.events.announce({
        name: EVENT_BACKUP_JOB_DECOMMISSIONED,
        timestamp: now,
        attributes: () => ({ ...settings.attributes }),
      });
      awaitProviders(core);
      await settle(core, settings.flush);
    },
  };
}

function register(core: Core, { settings, expected, copies }: CheckedDefinition): void {
  const { sheet } = core;
  const { identity } = settings.labels;
  const now = core.clock.now();
  const attributes: EventAttributes = { ...settings.attributes };
  // What an earlier definition of the same job stated holds no longer.
  for (const gauge of STATED_GAUGES) sheet.delete(gauge, identity);
  const labelsOfCopies = copies.map(({ destination, region }) => copyLabels(settings.job, destination, region));
  for (const labels of replaceStatedCopies(core, settings, labelsOfCopies)) sheet.delete(METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP, labels);
  sheet.renew(METRIC_BACKUP_REGISTERED_TIMESTAMP, identity, now / 1_000);
  for (const [field, value] of Object.entries(expected) as [ExpectedField, number][]) {
    sheet.renew(EXPECTATIONS[field], identity, value);
    attributes[EXPECTATIONS[field]] = value;
  }
  for (const labels of labelsOfCopies) sheet.renew(METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP, labels, now / 1_000);
  if (copies.length > 0) {
    attributes[ATTR_BACKUP_EXPECTED_DESTINATIONS] = copies.map(({ destination }) => destination);
    attributes[ATTR_BACKUP_EXPECTED_REGIONS] = copies.map(({ region }) => region ?? '');
  }
  setNextStart(sheet, identity);
  core.events.announce({ name: EVENT_BACKUP_JOB_DEFINED, timestamp: now, attributes: () => attributes });
  awaitProviders(core);
}

/** Remembers which copies a job wants now, and answers which it wanted before. */
function replaceStatedCopies(core: Core, { operation, job, destination = '' }: RunSettings, wanted: readonly Labels[]): readonly Labels[] {
  const key = `${operation}\n${job}\n${destination}`;
  const before = core.statedCopies.get(key) ?? [];
  if (wanted.length > 0) core.statedCopies.set(key, wanted);
  else core.statedCopies.delete(key);
  return before;
}

/** Whose state a decommissioned job takes with it: its own, and that of the copies of its backups. */
function belongsTo({ settings: { operation, job, destination }, copies }: CheckedDefinition): (labels: api.Attributes) => boolean {
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
  const complain = complainSoftly(core.report, 'options_invalid', at);
  const input: Input = { source: options, complain };
  const merged: Record<string, unknown> = { ...base };
  const fields = typeof options === 'object' ? attempt(() => Object.keys(options as object)) : undefined;
  if (!fields && options !== undefined) complain('options', 'an object', options);
  for (const field of fields ?? []) {
    const value = readRaw(input, field);
    if (value === undefined || value === merged[field]) continue;
    if (FIXED.includes(field)) complain(`\`${field}\``, 'what the definition says', value);
    else merged[field] = value;
  }
  return merged as unknown as BackupOptions;
}

const FIXED = ['job', 'operation', 'destination'];
