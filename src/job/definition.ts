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
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  UNKNOWN_OPERATION,
} from '../semconv.js';
import { attempt } from './attempt.js';
import { complainSoftly } from './complain.js';
import { settle, type Core } from './core.js';
import { isTimeKnown } from './clock.js';
import { readDefinition, type CheckedDefinition } from './definition-input.js';
import type { BackupDefinition, DefinedBackup, DefinedRunOptions } from './definition-types.js';
import { setNextStart } from './expectations.js';
import { DEFINITION_FIELDS, EXPECTATIONS, RECORD_FIELDS, RUN_FIELDS, type ExpectedField } from './fields.js';
import { createJobProblems, type JobProblems } from './job-problems.js';
import { copyLabels, putDefined } from './labels.js';
import { awaitProviders } from './late-sdk.js';
import { runBackup, startRun } from './live.js';
import { openInput, readRaw, type Input } from './input.js';
import type { CallSite } from './problems.js';
import { recordRun } from './record.js';
import type { EventAttributes } from './run.js';
import type { RunSettings } from './settings.js';
import { identityKey } from './slots.js';
import { addDefinition, type StatedDefinition } from './stated-definitions.js';
import type { BackupRun } from './types.js';

/** Makes a job known together with what is expected of it. */
export function defineJob(core: Core, definition: BackupDefinition, at: CallSite): DefinedBackup {
  const problems = createJobProblems(core);
  const complain = complainSoftly(problems.report, 'definition_invalid', at);
  const input = openInput(definition, 'a definition', DEFINITION_FIELDS, '{ job: "db-nightly", every: "24h" }', complain);
  const checked = readDefinition(core, input);
  const { settings } = checked;
  const given = Object(definition) as object;
  const stated = addDefinition(core, checked, problems, complain);
  const tell = () => {
    register(core, checked, stated);
    problems.belongTo(settings.identity);
  };
  // Where the platform stands still while modules load, the job is registered as of the first run.
  if (isTimeKnown()) tell();
  else core.deferred.push(tell);
  awaitProviders(core);

  function run<T>(
    optionsOrFn: DefinedRunOptions | ((run: BackupRun) => T | PromiseLike<T>),
    fn?: (run: BackupRun) => T | PromiseLike<T>,
  ): Promise<T> {
    const options = typeof optionsOrFn === 'function' && fn === undefined ? undefined : optionsOrFn;
    const [merged, own] = merge(RUN_FIELDS, options, run);
    return runBackup(core, merged, fn ?? optionsOrFn, run, own);
  }

  /** The definition with a run's own options over it, and the problems of the run; a field that is there but undefined erases nothing. */
  function merge(known: object, options: unknown, site: CallSite): readonly [Record<string, unknown>, JobProblems] {
    const own = createJobProblems(core);
    // What the definition does not know, its runs know no better.
    own.contradicted = settings.operation === UNKNOWN_OPERATION;
    const merged = { ...pick(given, known), operation: settings.identity[ATTR_BACKUP_OPERATION] };
    if (options !== undefined) lay(own, merged, options, site);
    return [merged, own];
  }

  return {
    job: settings.job,
    run,
    start: function start(options) {
      const [merged, own] = merge(RUN_FIELDS, options, start);
      return startRun(core, merged, start, own);
    },
    record: function record(told) {
      const [merged, own] = merge(RECORD_FIELDS, told, record);
      return recordRun(core, merged, record, own);
    },
    async decommission() {
      const now = core.clock.now();
      core.definitions.delete(identityKey(settings.identity));
      core.sheet.drop(belongsTo(settings, stated));
      core.sheet.renew(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, settings.identity, now / 1_000);
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

/** Sets the state of a definition and announces it. */
function register(core: Core, { settings }: CheckedDefinition, { expected, copies }: StatedDefinition): void {
  const { sheet } = core;
  const { identity } = settings;
  const now = core.clock.now();
  const attributes: EventAttributes = { ...settings.attributes };
  sheet.delete(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, identity);
  sheet.delete(METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP, identity);
  sheet.renew(METRIC_BACKUP_REGISTERED_TIMESTAMP, identity, now / 1_000);
  for (const [field, value] of Object.entries(expected) as [ExpectedField, number][]) {
    // A smaller value replaces a larger one as well: neither is older.
    sheet.delete(EXPECTATIONS[field], identity);
    sheet.renew(EXPECTATIONS[field], identity, value);
    attributes[EXPECTATIONS[field]] = value;
  }
  for (const { destination, region } of copies)
    sheet.renew(METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP, copyLabels(settings.job, destination, region), now / 1_000);
  if (copies.length > 0) {
    attributes[ATTR_BACKUP_EXPECTED_DESTINATIONS] = copies.map(({ destination }) => destination);
    attributes[ATTR_BACKUP_EXPECTED_REGIONS] = copies.map(({ region }) => region ?? '');
  }
  setNextStart(sheet, identity);
  core.events.announce({ name: EVENT_BACKUP_JOB_DEFINED, timestamp: now, attributes: () => attributes });
}

/** Whose state a decommissioned job takes with it: its own, and that of the copies of its backups. */
function belongsTo({ identity, job, destination }: RunSettings, { copies }: StatedDefinition): (labels: api.Attributes) => boolean {
  const destinations: unknown[] = [destination, ...copies.map((copy) => copy.destination)];
  const operation = identity[ATTR_BACKUP_OPERATION];
  return (labels) => {
    if (labels[ATTR_BACKUP_JOB_NAME] !== job) return false;
    const at = labels[ATTR_BACKUP_DESTINATION_NAME];
    if (labels[ATTR_BACKUP_OPERATION] === operation) return at === destination;
    return operation === 'backup' && labels[ATTR_BACKUP_OPERATION] === 'copy' && destinations.includes(at);
  };
}

/** The definition's fields that another options object has too, as they came: a wrong one is a problem of each run. */
function pick(definition: object, fields: object): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of Object.keys(fields)) {
    if (field in DEFINITION_FIELDS)
      putDefined(
        picked,
        field,
        attempt(() => (definition as Record<string, unknown>)[field]),
      );
  }
  return picked;
}

/** Lays a run's own options over its definition. Where they say that it is another job, nobody knows what was run. */
function lay(problems: JobProblems, merged: Record<string, unknown>, options: unknown, at: CallSite): void {
  const complain = complainSoftly(problems.report, 'options_invalid', at);
  const input: Input = { source: options, complain };
  const fields = typeof options === 'object' ? attempt(() => Object.keys(options as object)) : undefined;
  if (!fields) complain('options', 'an object', options);
  for (const field of fields ?? []) {
    const value = readRaw(input, field);
    if (value === undefined || value === merged[field]) continue;
    if (FIXED.includes(field)) {
      problems.contradicted = true;
      complain(`\`${field}\``, 'what the definition says', value, 'the operation of the run is unknown');
    } else merged[field] = value;
  }
}

const FIXED = ['job', 'operation', 'destination'];
