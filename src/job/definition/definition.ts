import {
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_OPERATION,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  UNKNOWN_OPERATION,
} from '../../semconv.js';
import type { BackupEventName, EventAttributes } from '../../events/event.js';
import { labelsKey } from '../../state/job-labels.js';
import { orUndefined } from '../../untrusted/calls.js';
import { createReject } from '../input/reject.js';
import { settle, type Core } from '../instance/core.js';
import { isTimeKnown } from '../clock.js';
import { readDefinition } from './definition-input.js';
import type { BackupDefinition, DefinedBackup, DefinedRunOptions } from '../definition-types.js';
import { DEFINITION_FIELDS, EXPECTATIONS, IDENTITY_FIELDS, type ExpectedField } from '../input/fields.js';
import { createJobProblems } from '../instance/job-problems.js';
import { awaitProviders } from '../sdk/late-registration.js';
import { runBackup, startRun } from '../run/with-backup.js';
import { openInput, readRaw, type OpenInput } from '../input/input.js';
import type { CallSite } from '../problems.js';
import { recordRun } from '../run/record.js';
import type { StatedDefinition } from '../instance/stated-definition.js';
import { addDefinition } from './add-definition.js';
import type { BackupRun } from '../types.js';

/** Makes a job known together with what is expected of it. */
export function defineJob(core: Core, definition: BackupDefinition, at: CallSite): DefinedBackup {
  const problems = createJobProblems(core);
  const reject = createReject(problems.report, 'definition_invalid', at);
  const input = openInput(definition, 'a definition', DEFINITION_FIELDS, '{ job: "db-nightly", every: "24h" }', reject);
  const checked = readDefinition(core, input);
  const { settings } = checked;
  const { identity } = settings.about;
  const stated = addDefinition(core, checked, problems, reject);
  const register = () => {
    emit(EVENT_BACKUP_JOB_DEFINED, stated);
    problems.belongTo(settings.about);
  };
  // Where the platform stands still while modules load, the job is registered as of the first run.
  if (isTimeKnown()) register();
  else core.deferred.push(register);
  awaitProviders(core);

  function emit(name: BackupEventName, { expected, copies }: StatedDefinition): void {
    const attributes: EventAttributes = { ...settings.attributes, ...identity };
    for (const [field, value] of Object.entries(expected) as [ExpectedField, number][]) attributes[EXPECTATIONS[field]] = value;
    if (copies.length > 0) {
      attributes[ATTR_BACKUP_EXPECTED_DESTINATIONS] = copies.map(({ destination }) => destination);
      attributes[ATTR_BACKUP_EXPECTED_REGIONS] = copies.map(({ region }) => region ?? '');
    }
    core.events.emit({ name, timestamp: core.clock.now(), attributes: () => attributes, labels: settings.about }, true);
  }

  /** A run's own options over the definition: a field that is there but undefined erases nothing. Where they say that it is another job, nobody knows what was run. */
  function lay(own: OpenInput, known: object): OpenInput {
    const { reject, lost } = own;
    const source = pickKnown(definition, known);
    source['operation'] = identity[ATTR_BACKUP_OPERATION];
    const lose = (field: string) => lost.push({ key: field, meant: field });
    // What the definition does not know, its runs know no better.
    if (settings.operation === UNKNOWN_OPERATION) lose('operation');
    for (const field of Object.keys(known)) {
      const given = readRaw(own, field);
      if (given === undefined || given === source[field]) continue;
      if (IDENTITY_FIELDS.includes(field)) {
        lose(field);
        reject(`\`${field}\``, 'what the definition says', given, 'the operation of the run is unknown');
      } else source[field] = given;
    }
    return { source, reject, lost };
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
    record: function record(given) {
      return recordRun(core, given, record, lay);
    },
    async decommission() {
      const key = labelsKey(identity);
      // Later definitions may have added to it.
      emit(EVENT_BACKUP_JOB_DECOMMISSIONED, core.definitions.get(key) ?? stated);
      core.definitions.delete(key);
      awaitProviders(core);
      await settle(core, settings.flush);
    },
  };
}

/** The definition's fields that another options object has too, as they came: a wrong one is a problem of each run. */
function pickKnown(definition: object, fields: object): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of Object.keys(fields)) {
    if (field in DEFINITION_FIELDS) picked[field] = orUndefined(() => (definition as Record<string, unknown>)[field]);
  }
  return picked;
}
