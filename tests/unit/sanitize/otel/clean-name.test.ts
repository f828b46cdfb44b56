import { expect, test } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';
import { cleanName } from '../../../../src/sanitize/otel/clean-context.js';

const clean = createSanitizer().strict;

test.each([
  '@wedsync/backup-telemetry',
  '@opentelemetry/instrumentation-http',
  'opentelemetry/sdk/trace',
  'github.com/open-telemetry/opentelemetry-go',
])('the name of a package stays: %s', (name) => {
  expect(cleanName(clean, name)).toBe(name);
});

test('a secret of base64 is one, also where a slash in it cuts it into parts that are too short for one', () => {
  const secret = `na1.dttir1U0UMyajbXAAPTz/uUhphZsVb1uayUrtRph0M2j723JSdPOT2AqJm2jJIp5KjuvoqBLNyjqgiWnOSXsZFsmN/zF34hnDNgD`;
  expect(cleanName(clean, secret)).toBe('[REDACTED]');
});
