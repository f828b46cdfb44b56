import { expect, test } from 'vitest';
import { GATEWAY_OPTIONS } from '../../../../src/cli/gateway/options.js';
import { checkMonitorValues, MONITOR_OPTIONS } from '../../../../src/cli/monitor/options.js';
import { readAnyOptions } from '../../../../src/server/config/read-options.js';

test.each([
  ['[::1]', '::1'],
  ['[fe80::1%eth0]', 'fe80::1%eth0'],
  ['::', '::'],
  ['0.0.0.0', '0.0.0.0'],
  ['localhost', 'localhost'],
  ['[localhost]', '[localhost]'],
])('a server that is told to listen on %s listens on %s', (host, taken) => {
  for (const table of [GATEWAY_OPTIONS, MONITOR_OPTIONS])
    expect(readAnyOptions(table, { given: { host }, env: {} }).values.host).toBe(taken);
});

test('the monitor takes [::1] for this machine', () => {
  expect(checkMonitorValues(readAnyOptions(MONITOR_OPTIONS, { given: { host: '[::1]' }, env: {} }).values)).toBeUndefined();
});
