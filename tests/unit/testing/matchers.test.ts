import { describe, expect, test } from 'vitest';
import '../../../src/testing/vitest.js';
import { createTestTelemetry, type TestTelemetry } from '../../../src/testing/index.js';

/** One run of each kind that a message has to tell apart. */
async function recordRuns(): Promise<TestTelemetry> {
  const test = createTestTelemetry();
  const { withBackup, startBackup } = test.telemetry;
  await withBackup({ job: 'good', destination: 's3-eu' }, () => undefined);
  await withBackup({ job: 'bad' }, () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).catch(() => undefined);
  await withBackup({ job: 'half' }, (run) => run.partial('table_locked'));
  await withBackup({ job: 'checked', operation: 'verify' }, () => undefined);
  startBackup({ job: 'slow' });
  return test;
}

/** What a failing expectation says. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The expectation held.');
}

const WHAT_RAN = `What ran:
  backup "good" to "s3-eu": success
  backup "bad": failure (ECONNREFUSED)
  backup "half": partial (table_locked)
  verify "checked": success
  backup "slow": still running`;

describe('toHaveBackedUp', () => {
  test('holds for a backup that succeeded, and for no other', async () => {
    const recorded = await recordRuns();
    expect(recorded).toHaveBackedUp('good');
    expect(recorded).toHaveBackedUp('good', { destination: 's3-eu' });
    for (const job of ['bad', 'half', 'checked']) expect(recorded).not.toHaveBackedUp(job);
  });

  test('says what ran instead', async () => {
    const recorded = await recordRuns();
    expect(messageOf(() => expect(recorded).toHaveBackedUp('nightly', { destination: 's3-us' }))).toBe(
      `Expected backup "nightly" to "s3-us" to end as success, but it has not ended, or never began. ${WHAT_RAN}`,
    );
    expect(messageOf(() => expect(recorded).not.toHaveBackedUp('good'))).toBe(`Expected no backup "good" to end as success. ${WHAT_RAN}`);
  });

  test('says how code is seen that uses the functions of the package, when nothing ran', () => {
    expect(messageOf(() => expect(createTestTelemetry()).toHaveBackedUp('nightly'))).toContain('is seen after register()');
  });

  test('names the last ten runs at most', async () => {
    const test = createTestTelemetry();
    for (let index = 1; index <= 12; index += 1) await test.telemetry.withBackup({ job: `job-${String(index)}` }, () => undefined);
    const message = messageOf(() => expect(test).toHaveBackedUp('nightly'));
    expect(message.split('\n')).toHaveLength(12);
    expect(message).toContain('job-12');
    expect(message).toContain('and 2 before them');
  });
});

describe('toHaveFailed', () => {
  test('holds for a failure of the job, and for a timeout', async () => {
    const recorded = await recordRuns();
    expect(recorded).toHaveFailed('bad');
    expect(recorded).toHaveFailed('bad', { errorType: 'ECONNREFUSED' });
    expect(recorded).not.toHaveFailed('bad', { errorType: 'TypeError' });
    for (const job of ['good', 'half', 'checked']) expect(recorded).not.toHaveFailed(job);
    await recorded.telemetry.recordBackup({ job: 'late', startedAt: 0, endedAt: 1, outcome: 'timeout' });
    expect(recorded).toHaveFailed('late');
  });

  test('says what ran instead', async () => {
    const recorded = await recordRuns();
    expect(messageOf(() => expect(recorded).toHaveFailed('bad', { errorType: 'TypeError' }))).toBe(
      `Expected a run of "bad" with TypeError to fail. ${WHAT_RAN}`,
    );
  });
});

describe('where there is nothing to judge', () => {
  test('neither an expectation nor its opposite holds of a job that never ran', async () => {
    const recorded = await recordRuns();
    expect(messageOf(() => expect(recorded).not.toHaveBackedUp('goood'))).toContain(
      'it has not ended, or never began. That nothing ran is to be expected of `runs()`.',
    );
    expect(messageOf(() => expect(recorded).toHaveFailed('goood'))).toContain('it has not ended, or never began. What ran:');
    expect(messageOf(() => expect(recorded).not.toHaveFailed('goood'))).toContain('it has not ended');
  });

  test('nor of a run that goes on still, or goes elsewhere', async () => {
    const recorded = await recordRuns();
    expect(messageOf(() => expect(recorded).not.toHaveFailed('slow'))).toContain('it has not ended');
    expect(messageOf(() => expect(recorded).not.toHaveBackedUp('slow'))).toContain('it has not ended');
    expect(messageOf(() => expect(recorded).not.toHaveBackedUp('good', { destination: 's3-us' }))).toContain('it has not ended');
  });

  test('nor of one of which another run goes on', async () => {
    const { telemetry, ...recorded } = createTestTelemetry();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.partial());
    telemetry.startBackup({ job: 'nightly' });
    expect(messageOf(() => expect({ telemetry, ...recorded }).not.toHaveFailed('nightly'))).toContain('it has not ended');
    expect(messageOf(() => expect({ telemetry, ...recorded }).toHaveNoProblems())).toContain('it has not ended');
  });

  test('and a job that is none is no question', async () => {
    const recorded = await recordRuns();
    expect(() => expect(recorded).toHaveBackedUp(undefined as never)).toThrow('Expected the job to be a name, got undefined.');
  });

  test('nor is a package that was not used one without problems', async () => {
    const { telemetry, ...recorded } = createTestTelemetry();
    expect(messageOf(() => expect({ telemetry, ...recorded }).toHaveNoProblems())).toContain('is seen after register()');
    expect(messageOf(() => expect({ telemetry, ...recorded }).not.toHaveNoProblems())).toContain('it has not ended');
    telemetry.defineBackup({ job: 'nightly', every: '24h' });
    expect({ telemetry, ...recorded }).toHaveNoProblems();
  });
});

describe('toLeakNothing', () => {
  test('holds when no secret is recorded, and says where one is', async () => {
    const { telemetry, ...recorded } = createTestTelemetry();
    await telemetry.withBackup({ job: 'smith-jones' }, () => undefined);
    expect(recorded).toLeakNothing(['hunter2']);
    const message = messageOf(() => expect(recorded).toLeakNothing(['hunter2', 'smith-jones']));
    expect(message).toContain('secret 2 of 2, plain, in spans[0].attributes["backup.job.name"]');
    expect(message).not.toContain('smith-jones');
    expect(messageOf(() => expect(recorded).not.toLeakNothing(['hunter2']))).toBe(
      'Expected one of 1 secrets to leak, but none is in what was recorded.',
    );
  });
});

test.each([[null], [undefined], ['runs'], [{}]])('%s is refused as what was recorded', (received) => {
  expect(() => expect(received).toHaveBackedUp('nightly')).toThrow('Expected expect() to be given what createTestTelemetry() returns');
});

test('a misspelt field is refused, also where nothing was to be found', async () => {
  const { telemetry, ...recorded } = createTestTelemetry();
  await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, () => undefined);
  const refused = 'did you mean `destination`?';
  expect(() => {
    expect({ telemetry, ...recorded }).not.toHaveBackedUp('nightly', { destinaton: 's3-us' } as object);
  }).toThrow(refused);
  expect(() => {
    expect({ telemetry, ...recorded }).not.toHaveFailed('nightly', { destinaton: 's3-us' } as object);
  }).toThrow(refused);
});
