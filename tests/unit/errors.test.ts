import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { BackupTelemetryError, isBackupTelemetryError } from '../../src/errors.js';

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
