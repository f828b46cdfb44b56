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
} from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';
import { complainSoftly } from '../input/complain.js';
import { settle, type Core } from '../core.js';
import { isTimeKnown } from '../clock.js';
import { readDefinition, type CheckedDefinition } from './definition-input.js';
import type { BackupDefinition, DefinedBackup, DefinedRunOptions } from './definition-types.js';
import { setNextStart } from './expectations.js';
import { DEFINITION_FIELDS, EXPECTATIONS, IDENTITY_FIELDS, type ExpectedField } from '../input/fields.js';
import { createJobProblems } from '../job-problems.js';
import { copyLabels } from '../labels.js';
import { awaitProviders } from '../sdk/late-sdk.js';
import { runBackup, startRun } from '../run/live.js';
import { openInput, readRaw, type OpenInput } from '../input/input.js';
import type { CallSite } from '../problems.js';
import { recordRun } from '../run/record.js';
import type { EventAttributes } from '../run/open-run.js';
import type { RunSettings } from '../input/settings.js';
import { identityKey } from '../slots.js';
import type { StatedDefinition } from './stated-definition.js';
import { addDefinition } from './add-definition.js';
import type { BackupRun } from '../types.js';

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

  /** A run's own options over the definition: a field that is there but undefined erases nothing. Where they say that it is another job, nobody knows what was run. */
  function lay(own: OpenInput, known: object): OpenInput {
    const { complain, lost } = own;
    const source = pick(given, known);
    source['operation'] = settings.identity[ATTR_BACKUP_OPERATION];
    const lose = (field: string) => lost.push({ key: field, suggestion: field });
    // What the definition does not know, its runs know no better.
    if (settings.operation === UNKNOWN_OPERATION) lose('operation');
    for (const field of Object.keys(known)) {
      const told = readRaw(own, field);
      if (told === undefined || told === source[field]) continue;
      if (IDENTITY_FIELDS.includes(field)) {
        lose(field);
        complain(`\`${field}\``, 'what the definition says', told, 'the operation of the run is unknown');
      } else source[field] = told;
    }
    return { source, complain, lost };
  }

  type Work<T> = (run: BackupRun) => T | PromiseLike<T>;

  function run<T>(optionsOrFn: DefinedRunOptions | Work<T> = {}, fn: Work<T> | object = {}): Promise<T> {
    return runBackup(core, optionsOrFn, fn, run, lay);
  }

  return {
    job: settings.job,
    run,
    start: function start(options = {}) {
      return startRun(core, options, start, lay);
    },
    record: function record(told) {
      return recordRun(core, told, record, lay);
    },
    async decommission() {
      const now = core.clock.now();
      core.definitions.delete(identityKey(settings.identity));
      core.sheet.drop(belongsTo(settings, stated));
      core.sheet.renew(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, settings.identity, now / 1_000);
      core.events.emit({ name: EVENT_BACKUP_JOB_DECOMMISSIONED, timestamp: now, attributes: () => ({ ...settings.attributes }) }, true);
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
  core.events.emit({ name: EVENT_BACKUP_JOB_DEFINED, timestamp: now, attributes: () => attributes }, true);
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
    if (field in DEFINITION_FIELDS) picked[field] = orUndefined(() => (definition as Record<string, unknown>)[field]);
  }
  return picked;
}
