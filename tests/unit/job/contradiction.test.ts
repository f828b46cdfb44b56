import { describe, expect, test } from 'vitest';
import type { DefinedRunOptions } from '../../../src/index.js';
import { createHarness } from './harness.js';

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
    expect(await problems()).toEqual({ options_invalid: 3 });
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
