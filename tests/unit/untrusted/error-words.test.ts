import { expect, test } from 'vitest';
import { BackupTelemetryError } from '../../../src/errors.js';
import { readSecrets } from '../../../src/http/rotating.js';
import { sentenceOf } from '../../../src/untrusted/error-words.js';

/** As the same package gives it, installed a second time or in its other module format. */
class BackupTelemetryErrorOfAnotherCopy extends Error {
  readonly code = 'configuration_invalid';
  override get name() {
    return 'BackupTelemetryError';
  }
}

test('an error of this package may be shown, also one of another copy of it', () => {
  expect(sentenceOf(new BackupTelemetryError('configuration_invalid', 'Expected a file, got none.'))).toBe('Expected a file, got none.');
  expect(sentenceOf(new BackupTelemetryErrorOfAnotherCopy('Expected a file, got none.'))).toBe('Expected a file, got none.');
});

test('the message of any other error is not shown', () => {
  for (const error of [new Error('secret'), 'secret', undefined, null]) expect(sentenceOf(error)).not.toContain('secret');
});

test('what another copy of this package says of a secret reaches the caller as it is', async () => {
  const error = new BackupTelemetryErrorOfAnotherCopy('Expected a file, got none.');
  const read = () => {
    throw error;
  };
  await expect(readSecrets(read)).rejects.toBe(error);
});
