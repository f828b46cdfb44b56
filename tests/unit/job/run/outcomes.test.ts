import { describe, expect, test } from 'vitest';
import { createHarness, settled } from '../harness.js';

class DumpFailedError extends Error {}

function withThrowingGetters(): object {
  const refuse = {
    get(): never {
      throw new Error('a getter of the error threw');
    },
  };
  return Object.defineProperties({}, { name: refuse, code: refuse, message: refuse, constructor: refuse, exitCode: refuse });
}

function hostileProxy(): object {
  const refuse = (): never => {
    throw new Error('a trap of the error threw');
  };
  return new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse });
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('whatever is thrown is a failure, with the class of the error and the same thing rethrown', () => {
  test.each<readonly [string, unknown, string]>([
    ['an Error', new Error('secret'), 'Error'],
    ['an Error of a class of its own', new DumpFailedError('secret'), 'DumpFailedError'],
    ['a TypeError', new TypeError('secret'), 'TypeError'],
    ['an error of the system', Object.assign(new Error('connect ECONNREFUSED 10.0.0.1'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['an error of PostgreSQL', Object.assign(new Error('secret'), { code: '57P01' }), '57P01'],
    ['an error whose code is free text', Object.assign(new RangeError('secret'), { code: 'host db-1 is down' }), 'RangeError'],
    ['an error whose name is free text', Object.assign(new Error('x'), { name: 'cannot reach db-1' }), 'Error'],
    ['an object with a class', new Map(), 'Map'],
    ['an object without a prototype', Object.create(null), '_OTHER'],
    ['undefined', undefined, '_OTHER'],
    ['null', null, '_OTHER'],
    ['0', 0, 'number'],
    ['an empty string', '', 'string'],
    ['false', false, 'boolean'],
    ['a symbol', Symbol('secret'), 'symbol'],
    ['a function', () => 'secret', 'function'],
    ['a frozen error', Object.freeze(new SyntaxError('secret')), 'SyntaxError'],
    ['an object whose getters throw', withThrowingGetters(), '_OTHER'],
    ['a proxy that throws', hostileProxy(), '_OTHER'],
    ['a revoked proxy', revoked(), '_OTHER'],
  ])('%s', async (_, thrown, errorType) => {
    const { telemetry, tree, events } = createHarness();
    const result = await settled(
      telemetry.withBackup({ job: 'nightly' }, () => {
        throw thrown;
      }),
    );
    expect('error' in result && Object.is(result.error, thrown)).toBe(true);
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'failure', error: errorType }]);
    expect(events('backup.run.finished').map(({ attributes, severity }) => [attributes['error.type'], severity])).toEqual([
      [errorType, 'ERROR'],
    ]);
  });

  test('a rejection counts as much as a throw', async () => {
    const { telemetry, tree } = createHarness();
    const thrown = new Error('x');
    expect(await settled(telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(thrown)))).toEqual({ error: thrown });
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'failure', error: 'Error' }]);
  });
});

describe('whatever is returned comes back untouched', () => {
  const object = { size: 1 };
  const list = [object, null, 'done', { status: 'fulfilled' }];
  test.each<readonly [string, () => unknown, unknown]>([
    ['an object', () => object, object],
    ['a frozen object', () => Object.freeze(object), object],
    ['a promise of an object', async () => object, object],
    ['a thenable of an object', () => ({ then: (resolve: (value: unknown) => void) => resolve(object) }), object],
    ['undefined', () => undefined, undefined],
    ['null', () => null, null],
    ['a list', () => list, list],
  ])('%s', async (_, fn, expected) => {
    const { telemetry, tree } = createHarness();
    expect(await telemetry.withBackup({ job: 'nightly' }, fn)).toBe(expected);
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
  });
});

describe('a run that returns', () => {
  test('ends as partial, with the reason, when it said so', async () => {
    const { telemetry, tree, events } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.partial('table_locked'));
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'partial' }]);
    const [finished] = events('backup.run.finished');
    expect(finished).toMatchObject({ severity: 'WARN', attributes: { 'backup.reason': 'table_locked' } });
  });

  test('ends as skipped when there was nothing to do', async () => {
    const { telemetry, events } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.skip());
    const [finished] = events('backup.run.finished');
    expect(finished).toMatchObject({ severity: 'INFO', attributes: { 'backup.outcome': 'skipped' } });
    expect(finished?.attributes).not.toHaveProperty('backup.reason');
  });

  test('ends as a failure all the same when it said partial and then threw', async () => {
    const { telemetry, tree } = createHarness();
    const run = telemetry.withBackup({ job: 'nightly' }, ({ partial }) => {
      partial('table_locked');
      throw new Error('x');
    });
    await expect(run).rejects.toThrow('x');
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'failure', error: 'Error' }]);
  });
});

test('a run that did part of its work stays partial, whatever a later phase finds nothing to do', async () => {
  const { telemetry, tree, events } = createHarness();
  await telemetry.withBackup({ job: 'nightly' }, async (run) => {
    run.partial('table_locked');
    await run.phase('prune', (phase) => {
      phase.skip('no_changes');
    });
  });
  expect(tree()[0]?.outcome).toBe('partial');
  expect(events('backup.run.finished')[0]?.attributes['backup.reason']).toBe('table_locked');
});

test('a skip does not hide the partial before it, but a partial replaces a skip', async () => {
  const { telemetry, tree } = createHarness();
  await telemetry.withBackup({ job: 'first' }, (run) => {
    run.partial('table_locked');
    run.skip('no_changes');
  });
  await telemetry.withBackup({ job: 'second' }, (run) => {
    run.skip('no_changes');
    run.partial('table_locked');
  });
  expect(tree().map(({ outcome }) => outcome)).toEqual(['partial', 'partial']);
});
