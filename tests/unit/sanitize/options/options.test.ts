import { expect, test } from 'vitest';
import {
  createSanitizer,
  createSanitizingMetricView,
  sanitizeLogProcessor,
  sanitizeSpanExporter,
  type SanitizerOptions,
} from '../../../../src/sanitize/index.js';

const UNSET: Required<{ readonly [Option in keyof SanitizerOptions]: undefined }> = {
  rules: undefined,
  disabledRules: undefined,
  maxLength: undefined,
  allowedKeys: undefined,
  removedKeys: undefined,
  budget: undefined,
  cutAt: undefined,
  now: undefined,
  onRedact: undefined,
};

test('an option that is undefined is one that is left out', () => {
  const text = `restic -r /srv/repo failed with password=hunter2hunter2 ${'x'.repeat(5_000)}`;
  const record = { 'db.query.text': "select 'a'", 'backup.job.name': 'nightly', note: text };
  const [unset, plain] = [createSanitizer(UNSET), createSanitizer()];
  expect(unset.text(text)).toBe(plain.text(text));
  expect(unset.text(text)).not.toContain('hunter2');
  expect(unset.attributes(record)).toEqual(plain.attributes(record));
  expect(createSanitizer({ rules: [{ name: 'mine', pattern: /mine-\d+/g, triggers: undefined }] }).text('mine-12')).not.toContain('12');
});

test('so is one of the decorators', () => {
  const exporter = { export: () => {}, shutdown: async () => {} };
  expect(() => sanitizeSpanExporter(exporter, { sanitizer: undefined, onDropped: undefined })).not.toThrow();
  expect(() => sanitizeLogProcessor({ sanitizer: undefined, onDropped: undefined })).not.toThrow();
  expect(createSanitizingMetricView({ sanitizer: undefined, instrumentName: undefined }).instrumentName).toBe('*');
});
