import { expect, test } from 'vitest';
import { createLog, type LOG_FORMATS } from '../../../src/server/log.js';

function open(format: (typeof LOG_FORMATS)[number]) {
  const out: string[] = [];
  const err: string[] = [];
  const log = createLog({
    name: 'monitor',
    format,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    now: () => Date.UTC(2026, 0, 31),
  });
  return { log, out, err };
}

test('what is in order goes to stdout, the rest to stderr', () => {
  const { log, out, err } = open('text');
  log('info', 'listening');
  log('warn', 'slow');
  log('error', 'failed');
  expect([out, err]).toEqual([['monitor: listening\n'], ['monitor: slow\n', 'monitor: failed\n']]);
});

test('a line stays one line, whatever stands in it', () => {
  const { log, err } = open('text');
  log('warn', 'one\nmonitor: two\r\u001B[2K\u2028\u0085 é');
  expect(err).toEqual(['monitor: one\\u000amonitor: two\\u000d\\u001b[2K\\u2028\\u0085 é\n']);
});

test('as JSON it has time, level, server and fields, which replace none of them', () => {
  const { log, out } = open('json');
  log('info', 'one\ntwo', { alertId: 'alert_1', status: 200, level: 'error', missing: undefined });
  expect(out.map((line) => [line.endsWith('}\n'), line.trimEnd().includes('\n'), JSON.parse(line) as unknown])).toEqual([
    [
      true,
      false,
      { timestamp: '2026-01-31T00:00:00.000Z', level: 'info', server: 'monitor', message: 'one\ntwo', alertId: 'alert_1', status: 200 },
    ],
  ]);
});
