import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackupOptions, BackupRun } from '../../../../src/index.js';
import { loops } from '../../../kit/loops.js';
import { createHarness } from '../harness.js';

const refuse = (): never => {
  throw new Error('hidden');
};
const hostile = () => new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}
const throwingGetter = (field: string) => Object.defineProperty({ job: 'nightly' }, field, { get: refuse, enumerable: true });

const WRONG: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 7],
  ['NaN', Number.NaN],
  ['minus one', -1],
  ['a fraction', 0.5],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a bigint', 10n],
  ['a symbol', Symbol('secret')],
  ['an empty string', ''],
  ['a huge string', '\u0000/secret'.repeat(100_000)],
  ['an array', [['secret']]],
  ['an object', { secret: 'secret' }],
  ['an object without a prototype', Object.create(null)],
  ['a function', () => 'secret'],
  ['a proxy that throws', hostile()],
  ['a revoked proxy', revoked()],
  ['a date only by its prototype', Object.create(Date.prototype)],
  ['an invalid date', new Date(Number.NaN)],
];

const TIME = Date.UTC(2026, 5, 1);

const OPTIONS = ['job', 'operation', 'type', 'destination', 'region', 'dbSystem', 'retentionTier', 'attempt', 'trigger', 'proves'];
const CONTROLS = ['signal', 'timeout', 'traceparent', 'heartbeat', 'flush'];

describe('a backup runs, and keeps its result, with options that are', () => {
  test.each(WRONG)('%s', async (what, wrong) => {
    const { telemetry, tree, warnings, problems } = createHarness();
    expect(await telemetry.withBackup(wrong as BackupOptions, () => 'stored')).toBe('stored');
    // An operation that throws when it is read may be any.
    expect(tree()).toEqual([{ name: `${what.includes('proxy') ? 'unknown' : 'backup'} unnamed`, outcome: 'success' }]);
    expect(warnings.filter((said) => said.includes('`job`')).length).toBeGreaterThan(0);
    expect((await problems())['options_invalid']).toBeGreaterThan(0);
  });

  test('missing', async () => {
    const { telemetry, tree } = createHarness();
    expect(await telemetry.withBackup(undefined as unknown as BackupOptions, () => 'stored')).toBe('stored');
    expect(tree()).toEqual([{ name: 'backup unnamed', outcome: 'success' }]);
  });
});

describe('a backup runs with a wrong value in every option:', () => {
  test.each(WRONG)('%s', async (_, wrong) => {
    const { telemetry, spans, warnings } = createHarness();
    const everyOption = Object.fromEntries([...OPTIONS, ...CONTROLS].map((field) => [field, wrong]));
    expect(await telemetry.withBackup(everyOption as unknown as BackupOptions, () => 'stored')).toBe('stored');
    expect(spans()).toHaveLength(1);
    const unsaid = [...OPTIONS, ...CONTROLS].filter((field) => !warnings.some((said) => said.includes(`\`${field}\``)));
    // A number is right for one option.
    const right = wrong === 7 ? ['attempt'] : [];
    expect(unsaid).toEqual(right);
    expect(warnings.join()).not.toContain('secret');
  });
});

test.each([...OPTIONS, ...CONTROLS])('a backup runs when reading the option `%s` throws, and that is said', async (field) => {
  const { telemetry, spans, warnings } = createHarness();
  expect(await telemetry.withBackup(throwingGetter(field) as BackupOptions, () => 'stored')).toBe('stored');
  expect(spans()).toHaveLength(1);
  expect(warnings.filter((said) => said.includes(`Expected \`${field}\` to be readable, got undefined; it is left out`))).toHaveLength(1);
});

describe('no member of a handle throws for', () => {
  test.each(WRONG)('%s', async (_, wrong) => {
    const { telemetry, tree, problems } = createHarness();
    const value = await telemetry.withBackup({ job: 'nightly' }, async (run) => {
      const call = (method: keyof BackupRun, argument: unknown) => {
        (run[method] as (argument: unknown) => void)(argument);
      };
      for (const field of ['bytes', 'files', 'checksum', 'exitCode', 'retainedCopies', 'oldestCopy']) call('report', { [field]: wrong });
      for (const field of ['bytesDone', 'bytesTotal', 'filesDone', 'filesTotal']) call('progress', { [field]: wrong });
      call('report', wrong);
      call('progress', wrong);
      call('addBytes', wrong);
      call('partial', wrong);
      call('skip', wrong);
      return run.phase(wrong as string, () => 'stored');
    });
    expect(value).toBe('stored');
    expect(tree()[0]?.outcome).toBe('partial');
    expect(Object.keys(await problems())).toEqual(
      expect.arrayContaining(['report_invalid', 'progress_invalid', 'phase_invalid', 'options_invalid']),
    );
  });
});

describe('a record never rejects when', () => {
  test.each(WRONG)('it is, or all of it is, %s', async (_, wrong) => {
    const { telemetry, problems } = createHarness();
    const { recordBackup } = telemetry;
    const good = { job: 'nightly', startedAt: TIME, endedAt: TIME };
    await expect(recordBackup(wrong as never)).resolves.toBeUndefined();
    for (const field of ['startedAt', 'endedAt', 'outcome', 'reason', 'error', 'report', 'phases', 'traceparent', 'flush']) {
      await expect(recordBackup({ ...good, [field]: wrong })).resolves.toBeUndefined();
    }
    for (const field of ['name', 'startedAt', 'endedAt', 'outcome', 'error']) {
      const phases = [{ name: 'dump', startedAt: TIME, endedAt: TIME, [field]: wrong }];
      await expect(recordBackup({ ...good, phases })).resolves.toBeUndefined();
    }
    await expect(recordBackup({ ...good, phases: [wrong] } as never)).resolves.toBeUndefined();
    expect((await problems())['record_invalid']).toBeGreaterThan(0);
  });

  test('its phases are a proxy that throws', async () => {
    const { telemetry, tree } = createHarness();
    const phases = new Proxy([], { get: refuse });
    await expect(telemetry.recordBackup({ job: 'nightly', startedAt: TIME, endedAt: TIME, phases })).resolves.toBeUndefined();
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'partial' }]);
  });
});

test('whatever the options are, the function runs once and its value comes back', async () => {
  const { telemetry } = createHarness({ flush: 'background' });
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true });
  const fields = fc.constantFrom(...OPTIONS, ...CONTROLS);
  await fc.assert(
    fc.asyncProperty(fc.oneof(anything, fc.dictionary(fields, anything)), fc.anything(), async (options, value) => {
      let runs = 0;
      const box = { value };
      const returned = await telemetry.withBackup(options as BackupOptions, () => {
        runs += 1;
        return box;
      });
      expect([runs, returned === box]).toEqual([1, true]);
    }),
    { numRuns: loops({ ci: 300, soak: 30_000 }) },
  );
});
