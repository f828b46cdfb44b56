import { describe, expect, test } from 'vitest';
import type { BackupRecord, DefinedRunOptions } from '../../../../src/index.js';
import { createHarness } from '../harness.js';

const NOW = Date.parse('2026-06-01T02:00:00Z');
const IDENTITY = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.destination.name': 's3-eu' };

describe('a run that contradicts the definition of its job claims nothing:', () => {
  test.each<readonly [string, unknown]>([
    ['operation', 'verify'],
    ['operation', 'verfy'],
    ['operation', null],
    ['job', 'weekly'],
    ['destination', 's3-us'],
  ])('`%s` is %j', async (field, value) => {
    const { telemetry, tree, points, events, problems, warnings } = createHarness({ now: () => NOW });
    const nightly = telemetry.defineBackup({ job: 'nightly', destination: 's3-eu', every: '24h' });
    const before = (await points()).filter(({ metric }) => metric !== 'backup.telemetry.last_problem.timestamp');
    expect(await nightly.run({ [field]: value } as DefinedRunOptions, () => 'stored')).toBe('stored');
    await nightly.start({ [field]: value }).succeed();
    await nightly.record({ startedAt: NOW, endedAt: NOW, [field]: value });
    expect(tree().map(({ name }) => name)).toEqual(Array(3).fill('unknown nightly'));
    expect(events().map(({ name }) => name)).not.toContain('backup.copy.stored');
    const state = (await points()).filter(({ metric }) => /[.]last_|expected|registered|[.]copy[.]/.test(metric));
    expect(state.filter(({ metric }) => metric !== 'backup.telemetry.last_problem.timestamp')).toEqual(before);
    expect(state).toContainEqual({ metric: 'backup.telemetry.last_problem.timestamp', value: NOW / 1_000, attributes: IDENTITY });
    expect(await problems()).toEqual({ options_invalid: 2, record_invalid: 1 });
    expect(warnings[0]).toContain(`Expected \`${field}\` to be what the definition says, got`);
    expect(warnings[0]).toContain('; the operation of the run is unknown.');
  });

  test('also where the definition is of another operation', async () => {
    const { telemetry, points } = createHarness({ now: () => NOW });
    const drill = telemetry.defineBackup({ job: 'nightly', operation: 'restore' });
    await drill.run({ operation: 'backup' } as DefinedRunOptions, () => undefined);
    const identity = { 'backup.operation': 'restore', 'backup.job.name': 'nightly' };
    expect(await points('backup.telemetry.last_problem.timestamp')).toMatchObject([{ attributes: identity }]);
    expect(await points('backup.run.last_end.timestamp')).toEqual([]);
  });
});

/** An object that inherits each of these from the getters of its class. */
function inheriting(own: object, inherited: object): object {
  const row = {};
  for (const [field, value] of Object.entries(inherited)) Object.defineProperty(row, field, { get: () => value as unknown });
  return Object.assign(Object.create(row) as object, own);
}

const refuse = (): never => {
  throw new Error('hidden');
};
const throwing = (field: string, own: object = {}) => Object.defineProperty({ ...own }, field, { get: refuse, enumerable: true });
const times = { startedAt: NOW, endedAt: NOW };

async function endOfDefined(stated: object, definition: object = {}) {
  const harness = createHarness({ now: () => NOW });
  const nightly = harness.telemetry.defineBackup({ job: 'nightly', destination: 's3-eu', ...definition });
  await nightly.record(stated as BackupRecord);
  const { 'backup.outcome': outcome, 'backup.reason': reason } = harness.events('backup.run.finished')[0]?.attributes ?? {};
  const facts = harness.events('backup.copy.stored').length;
  return { outcome, reason, facts, operation: harness.tree()[0]?.name, problems: await harness.problems() };
}

describe('what a record of a defined job says is read as that of any other:', () => {
  const failed = { outcome: 'failure', facts: 0, operation: 'backup nightly' };
  const doubted = { outcome: 'partial', reason: 'field_unknown', facts: 0 };

  test.each<readonly [string, object, object]>([
    ['an outcome that it inherits', inheriting(times, { outcome: 'failure' }), failed],
    ['an error that it inherits', inheriting(times, { error: new Error('x') }), failed],
    ['times that it inherits', inheriting({}, times), { outcome: 'success', facts: 1 }],
    ['an outcome that throws', throwing('outcome', times), doubted],
    ['phases that throw', throwing('phases', times), doubted],
    ['a field that nobody knows, and has no value', { ...times, outcom: undefined }, { ...doubted, problems: { record_invalid: 1 } }],
    ['one that nobody knows beside an outcome', { ...times, outcome: 'success', colour: 1 }, { outcome: 'success', facts: 1 }],
  ])('%s', async (_, stated, end) => {
    expect(await endOfDefined(stated)).toMatchObject(end);
  });
});

describe('nobody knows which job a run is of whose', () => {
  test.each<readonly [string, object]>([
    ['destination is inherited, and another', inheriting({}, { destination: 's3-us' })],
    ['job is inherited, and another', inheriting({}, { job: 'weekly' })],
    ['destination throws', throwing('destination')],
    ['operation throws', throwing('operation')],
    ['destination is misspelt', { destinaton: 's3-us' }],
    ['destination is misspelt, and has no value', { destinaton: undefined }],
    ['job is misspelt', { jbo: 'other' }],
    ['operation is misspelt', { operatoin: 'verify' }],
  ])('%s', async (_, stated) => {
    const nothing = { facts: 0, operation: 'unknown nightly' };
    const { telemetry, tree, points, events } = createHarness({ now: () => NOW });
    const nightly = telemetry.defineBackup({ job: 'nightly', destination: 's3-eu' });
    expect(await nightly.run(stated as DefinedRunOptions, () => 'stored')).toBe('stored');
    await nightly.start(stated).succeed();
    expect({ facts: events('backup.copy.stored').length, operation: tree()[0]?.name }).toEqual(nothing);
    expect(tree().map(({ name }) => name)).toEqual(['unknown nightly', 'unknown nightly']);
    expect(await points('backup.run.last_end.timestamp')).toEqual([]);
    expect(await points('backup.telemetry.last_problem.timestamp')).toMatchObject([{ attributes: IDENTITY }]);
  });

  test('definition has a misspelt destination', async () => {
    const { outcome, ...end } = await endOfDefined(times, { destination: undefined, destinaton: 's3-us' });
    expect(end).toMatchObject({ facts: 0, operation: 'unknown nightly' });
    expect(outcome).not.toBe('success');
  });
});
