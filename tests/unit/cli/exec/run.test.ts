import { expect, test, vi } from 'vitest';
import { runExec } from '../../../../src/cli/exec/run.js';

const loadTelemetry = () => Promise.reject(new Error('not here'));
const stdout = () => undefined;

test('a command runs, and ends as it does, where telemetry can not be loaded', async () => {
  const stderr = vi.fn();
  const end = await runExec(['--job', 'n', '--', 'sh', '-c', 'exit 7'], { env: process.env, stdout, stderr, loadTelemetry });
  expect(end).toEqual({ exitCode: 7, signal: undefined });
  expect(stderr.mock.calls).toEqual([['backup-telemetry: exec: there is no telemetry: not here\n']]);
});

test.each([
  [['--', 'sh', '-c', 'exit 7'], { exitCode: 7 }],
  [['--', 'sh', '-c', 'kill -TERM $$'], { exitCode: 143, signal: 'SIGTERM' }],
  [['--shell', '(exit 7) | cat'], { exitCode: 7 }],
  [['--shell=exit 7'], { exitCode: 7 }],
  [['--', 'no-such-command-here'], { exitCode: 127 }],
  [['--', '/'], { exitCode: 126 }],
  [['--'], { exitCode: 2 }],
])('an error of its own before the command was started keeps %j from nothing', async (args, expected) => {
  const stderr = vi.fn();
  const env = new Proxy(process.env, {
    get(target, name) {
      if (name === 'BROKEN' || name === 'TRACEPARENT') throw new Error('broken');
      return target[String(name)];
    },
  });
  const end = await runExec(['--job', 'n', ...args], { env, stdout, stderr, loadTelemetry });
  expect(end).toEqual(expected);
  if (expected.exitCode !== 2) expect(stderr.mock.calls).toEqual([[expect.stringContaining('runs without a report: broken')]]);
});
