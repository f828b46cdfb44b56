import { describe, expect, test } from 'vitest';
import { createHarness } from '../harness.js';

const LAST_PROBLEM = 'backup.telemetry.last_problem.timestamp';
const LAST_CLEAN = 'backup.telemetry.last_clean.timestamp';

function createDated() {
  let now = Date.UTC(2026, 5, 1);
  const harness = createHarness({ now: () => (now += 1_000) });
  const time = async (metric: string, job: string) =>
    (await harness.points(metric)).find(({ attributes }) => attributes['backup.job.name'] === job)?.value;
  return { ...harness, problemAt: (job: string) => time(LAST_PROBLEM, job), cleanAt: (job: string) => time(LAST_CLEAN, job) };
}

describe('a run', () => {
  test('without a problem dates its job as clean', async () => {
    const { telemetry, problemAt, cleanAt } = createDated();
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(await problemAt('nightly')).toBeUndefined();
    expect(await cleanAt('nightly')).toBeGreaterThan(Date.UTC(2026, 5, 1) / 1_000);
  });

  test('with a wrong option dates the problem on its job, and the next clean run is newer', async () => {
    const { telemetry, problemAt, cleanAt } = createDated();
    await telemetry.withBackup({ job: 'nightly', type: 'whole' as 'full' }, () => undefined);
    expect(await problemAt('nightly')).toBeDefined();
    expect(await cleanAt('nightly')).toBeUndefined();
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(await cleanAt('nightly')).toBeGreaterThan((await problemAt('nightly')) ?? Infinity);
  });

  test('has its problem for itself: another job stays clean', async () => {
    const { telemetry, problemAt, cleanAt } = createDated();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.report({ bytes: Number.NaN }));
    await telemetry.withBackup({ job: 'hourly' }, () => undefined);
    expect([await problemAt('nightly'), await problemAt('hourly')]).toEqual([expect.any(Number), undefined]);
    expect([await cleanAt('nightly'), await cleanAt('hourly')]).toEqual([undefined, expect.any(Number)]);
  });

  test('is not blamed for a listener or a host that fails', async () => {
    const { telemetry, problemAt, cleanAt } = createDated();
    telemetry.onBackupEvent(() => {
      throw new Error('listener');
    });
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect([await problemAt('nightly'), await cleanAt('nightly')]).toEqual([undefined, expect.any(Number)]);
  });
});
