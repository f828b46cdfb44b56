import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { BackupTelemetryError, isBackupTelemetryError, shown } from '../../src/errors.js';

test('an error of this package has a name, a stable code, a sentence and, where there is one, a cause', () => {
  const cause = new Error('ENOENT');
  const error = new BackupTelemetryError('package_missing', 'A package is not installed.', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'BackupTelemetryError', code: 'package_missing', message: 'A package is not installed.', cause });
  expect(new BackupTelemetryError('callback_required', 'x')).not.toHaveProperty('cause');
  expect(String(error)).toBe('BackupTelemetryError: A package is not installed.');
});

test('what is serialized of an error is its code', () => {
  expect(JSON.stringify(new BackupTelemetryError('alert_rejected', 'x'))).toBe('{"code":"alert_rejected"}');
});

test('an error of another copy of the package is one of it', () => {
  class BackupTelemetryErrorOfAnotherCopy extends Error {
    override name = 'BackupTelemetryError';
  }
  expect(isBackupTelemetryError(new BackupTelemetryError('alert_rejected', 'x'))).toBe(true);
  expect(isBackupTelemetryError(new BackupTelemetryErrorOfAnotherCopy())).toBe(true);
  for (const other of [new Error('x'), undefined, null, 'BackupTelemetryError', {}, Object.create(null)])
    expect(isBackupTelemetryError(other)).toBe(false);
});

test('an error of another realm is one of it', () => {
  const error: unknown = runInNewContext(
    `class Copy extends Error { get name() { return 'BackupTelemetryError'; } }; Object.assign(new Copy('x'), { code: 'alert_rejected' })`,
  );
  expect(error).not.toBeInstanceOf(Error);
  expect(isBackupTelemetryError(error) && error.code).toBe('alert_rejected');
});

describe('what throws when it is looked at', () => {
  const fail = (): never => {
    throw new Error('of the host');
  };
  function revoked(target: object): object {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  }
  const hostile: readonly (readonly [string, unknown])[] = [
    ['a revoked proxy', revoked({})],
    ['a revoked proxy of a list', revoked([])],
    ['a proxy that throws', new Proxy({}, { get: fail, getPrototypeOf: fail })],
    ['a list whose length throws', new Proxy([], { get: fail })],
    ['a getter that throws', Object.defineProperty({}, 'name', { get: fail })],
    ['a pattern that throws', Object.defineProperty(/x/, 'source', { get: fail })],
  ];

  test.each(hostile)('%s is no error of this package, and is shown as an object', (_what, value) => {
    expect(isBackupTelemetryError(value)).toBe(false);
    expect(shown(value)).toBe('an object');
  });

  test('a value that can be looked at is shown as it is', () => {
    expect([/x/g, [], [1], {}, 'x', undefined, null, 1n].map(shown)).toEqual([
      '/x/g',
      'an empty list',
      'a list',
      'an object',
      '"x"',
      'nothing',
      'null',
      'a bigint',
    ]);
  });
});
