import { expect, test } from 'vitest';
import { run } from '../../kit/cli-harness.js';

test('the help of the gateway says of every option what it is, and what is taken without it', async () => {
  const { code, stdout } = await run(['gateway', '--help']);
  expect(code).toBe(0);
  const lines = stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
  expect(lines).toEqual(
    expect.arrayContaining([
      'Each option has a variable: --url is BACKUP_TELEMETRY_GATEWAY_URL, and so on.',
      'Files hold one secret a line; several during a rotation. They are read again while it runs.',
      '-u, --url <url> | Where WS-155 listens (needed)',
      '-t, --token-file <path> | Bearer tokens that Alertmanager may send',
      '-p, --port <number> | Port to listen on (default 9155)',
      '--deadline <duration> | How long a notification may take (default 10s)',
      '-h, --help | Show this help',
    ]),
  );
});

test('a command whose options have no variables does not speak of any', async () => {
  const { stdout } = await run(['doctor', '--help']);
  expect(stdout).not.toMatch(/variable|secret a line/);
  expect(stdout).toMatch(/--timeout <seconds> +Longest time to wait for the program \(default 30\)/);
});
