import { describe, expect, test } from 'vitest';
import '../../../src/testing/vitest.js';
import { withBackup } from '../../../src/index.js';
import { createTestTelemetry } from '../../../src/testing/index.js';

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
    expect(() => expect(used).toHaveNoProblems()).toThrow('"nightly": options_invalid: Expected `destinaton` to be a field of the options');
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
    telemetry.subscribe(() => {
      throw new Error('x');
    });
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(new Set(problems().map(({ kind }) => kind))).toEqual(new Set(['listener_failed']));
  });
});
