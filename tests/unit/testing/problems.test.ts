import { describe, expect, onTestFinished, test, vi } from 'vitest';
import '../../../src/testing/vitest.js';
import { createBackupTelemetry, withBackup, type BackupTelemetryOptions } from '../../../src/index.js';
import { createTestTelemetry, type TestProblem, type TestTelemetryOptions } from '../../../src/testing/index.js';
import { createSdk } from '../job/harness.js';

const misspelt = { job: 'nightly', destinaton: 's3-eu' } as { job: string };

describe('problems()', () => {
  test('are kind, sentence and job, in the order in which they were found', async () => {
    const { telemetry, problems, reset } = createTestTelemetry();
    await telemetry.withBackup(misspelt, (run) => run.report({ bytes: Number.NaN }));
    expect(problems()).toEqual([
      {
        kind: 'options_invalid',
        job: 'nightly',
        message: expect.stringMatching(/`destinaton` .*did you mean `destination`.*at problems\.test\.ts/) as string,
      },
      { kind: 'report_invalid', job: 'nightly', message: expect.stringContaining('`bytes`') as string },
    ]);
    reset();
    expect(problems()).toEqual([]);
  });

  test('are those of the package\u2019s own functions too while it is registered', async () => {
    const { problems, register } = createTestTelemetry();
    const unregister = register();
    await withBackup(misspelt, () => undefined);
    unregister();
    await withBackup(misspelt, () => undefined);
    expect(problems()).toHaveLength(1);
  });
});

describe('problems() of a registered test telemetry', () => {
  const sites = (problems: readonly TestProblem[]) => problems.map(({ kind, job }) => [kind, job]);

  function registered(options?: TestTelemetryOptions) {
    const { problems, register, telemetry } = createTestTelemetry(options);
    const unregister = register();
    onTestFinished(unregister);
    return { problems, unregister, telemetry };
  }

  test('are those of instances that were made before and after, until it is unregistered', async () => {
    const before = createBackupTelemetry();
    const { problems, unregister } = registered();
    const after = createBackupTelemetry({ meterProvider: createSdk().meterProvider });
    await before.withBackup({ ...misspelt, job: 'before' }, () => undefined);
    after.defineBackup({ ...misspelt, job: 'after' });
    expect(sites(problems())).toEqual([
      ['options_invalid', 'before'],
      ['definition_invalid', 'after'],
    ]);
    unregister();
    await before.withBackup({ ...misspelt, job: 'late' }, () => undefined);
    expect(problems()).toHaveLength(2);
  });

  test('are those of the options of an instance, too, which is made all the same', () => {
    const { problems } = registered();
    const { withBackup: isThere } = createBackupTelemetry({ heartbit: '1s' } as BackupTelemetryOptions);
    expect(isThere).toBeTypeOf('function');
    expect(problems()).toMatchObject([{ kind: 'configuration_invalid', message: expect.stringContaining('`heartbeat`') as string }]);
  });

  test('are those of another copy of the package, too', async () => {
    vi.resetModules();
    const copy = await import('../../../src/index.js');
    expect(copy.createBackupTelemetry).not.toBe(createBackupTelemetry);
    const { problems } = registered();
    await copy.createBackupTelemetry().withBackup(misspelt, () => undefined);
    await copy.withBackup(misspelt, () => undefined);
    expect(sites(problems())).toEqual([
      ['options_invalid', 'nightly'],
      ['options_invalid', 'nightly'],
    ]);
  });

  test('are thrown in another copy of the package when it is strict, also where a listener misuses it', async () => {
    vi.resetModules();
    const { createBackupTelemetry: create } = await import('../../../src/index.js');
    registered({ strict: true });
    const other = create();
    other.onBackupEvent(() => other.defineBackup(misspelt));
    expect(() => other.startBackup({ job: 'nightly' })).toThrow(expect.objectContaining({ code: 'problem_found' }));
  });

  test('are each there once, and those of other test telemetry are not', async () => {
    const { problems, telemetry } = registered();
    const other = createTestTelemetry();
    await telemetry.withBackup(misspelt, () => undefined);
    await other.telemetry.withBackup(misspelt, () => undefined);
    expect([problems().length, other.problems().length]).toEqual([1, 1]);
  });
});

describe('toHaveNoProblems', () => {
  test('holds where the package is used well', async () => {
    const used = createTestTelemetry();
    await used.telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(used).toHaveNoProblems();
    expect(() => expect(used).not.toHaveNoProblems()).toThrow('Expected the package to be used with a problem');
  });

  test('shows each problem with its job', async () => {
    const used = createTestTelemetry();
    await used.telemetry.withBackup(misspelt, () => undefined);
    expect(used).not.toHaveNoProblems();
    expect(() => expect(used).toHaveNoProblems()).toThrow(
      '"nightly": options_invalid: Expected `destinaton` to be a field of the first argument',
    );
  });
});

describe('strict helpers throw', () => {
  const code = 'problem_found';

  test('wrong options, in withBackup and in startBackup', async () => {
    const { telemetry } = createTestTelemetry({ strict: true });
    await expect(telemetry.withBackup(misspelt, () => undefined)).rejects.toMatchObject({ code });
    expect(() => telemetry.startBackup(misspelt)).toThrow(expect.objectContaining({ code }));
    expect(() => telemetry.defineBackup(misspelt)).toThrow(expect.objectContaining({ code }));
    await expect(telemetry.recordBackup(misspelt as never)).rejects.toMatchObject({ code });
  });

  test('a report in the midst of a run, and a phase that is not awaited at its end', async () => {
    const { telemetry, runs } = createTestTelemetry({ strict: true });
    await expect(telemetry.withBackup({ job: 'a' }, (run) => run.report({ bytes: -1 }))).rejects.toMatchObject({ code });
    const open = telemetry.withBackup({ job: 'b' }, (run) => void run.phase('upload', () => new Promise(() => undefined)));
    await expect(open).rejects.toMatchObject({ code });
    expect(runs().map(({ outcome }) => outcome)).toEqual(['failure', 'partial']);
  });

  test('but not what is no wrong use: a listener that fails', async () => {
    const { telemetry, problems } = createTestTelemetry({ strict: true });
    telemetry.onBackupEvent(() => {
      throw new Error('x');
    });
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(new Set(problems().map(({ kind }) => kind))).toEqual(new Set(['listener_failed']));
  });
});

test('to unregister twice is to unregister once', async () => {
  const first = createTestTelemetry();
  const unregister = first.register();
  unregister();
  unregister();
  onTestFinished(first.register());
  await withBackup({ job: 'nightly' }, () => undefined);
  first.reset();
  expect(first.metric('backup.run.last_end.timestamp')).toBeUndefined();
});
