import { expect, test } from 'vitest';
import { BackupTelemetryError } from '../../src/errors.js';

test('an error of this package has a name, a stable code, a sentence and, where there is one, a cause', () => {
  const cause = new Error('ENOENT');
  const error = new BackupTelemetryError('package_missing', 'A package is not installed.', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'BackupTelemetryError', code: 'package_missing', message: 'A package is not installed.', cause });
  expect(new BackupTelemetryError('callback_required', 'x')).not.toHaveProperty('cause');
  expect(String(error)).toBe('BackupTelemetryError: A package is not installed.');
});
