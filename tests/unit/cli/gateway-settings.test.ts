import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSecretFile } from '../../../src/cli/gateway/secret-file.js';
import { createFolder, run } from './harness.js';

const NEEDED = ['gateway', '--url', 'https://ws-155.example.com', '--secret-file', 'a', '--token-file', 'b'];

describe('gateway refuses to start, and says why, with', () => {
  test.each<[string, readonly string[], string]>([
    ['no address', ['gateway'], 'missing --url (or BACKUP_TELEMETRY_GATEWAY_URL): the address of WS-155'],
    ['no secret', ['gateway', '--url', 'https://ws-155.example.com'], 'missing --secret-file (or BACKUP_TELEMETRY_GATEWAY_SECRET_FILE)'],
    ['no sender', NEEDED.slice(0, 5), 'nobody could send: give --token-file for Alertmanager, --grafana-secret-file for Grafana, or both'],
    [
      'a wrong port',
      [...NEEDED, '--port', '65536'],
      'expected --port (or BACKUP_TELEMETRY_GATEWAY_PORT) to be a whole number from 0 to 65535, got "65536"',
    ],
    ['a wrong concurrency', [...NEEDED, '--concurrency', '0'], 'to be a whole number from 1 to 1000, got "0"'],
    ['a wrong deadline', [...NEEDED, '--deadline', 'soon'], 'to be a duration up to 10m such as "10s", got "soon"'],
    ['a deadline without end', [...NEEDED, '--deadline', '11m'], 'to be a duration up to 10m such as "10s", got "11m"'],
  ])('%s', async (_, args, sentence) => {
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });

  test('a file that is not there', async () => {
    const { code, stderr } = await run(NEEDED);
    expect([code, stderr]).toEqual([1, 'backup-telemetry: gateway: Expected a readable file a with secrets, got ENOENT.\n']);
  });

  test('a file that holds no secret', async () => {
    const folder = createFolder({ secret: '# nothing yet\n\n', token: 'hunter2' });
    const args = [
      'gateway',
      '--url',
      'https://ws-155.example.com',
      '--secret-file',
      join(folder, 'secret'),
      '--token-file',
      join(folder, 'token'),
    ];
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([1, expect.stringContaining('to hold a secret, got an empty one')]);
  });

  test('a secret of another form, which is not shown', async () => {
    const folder = createFolder({ secret: 'hunter2hunter2', token: 'a-long-random-token' });
    const args = [
      'gateway',
      '--url',
      'https://ws-155.example.com',
      '--secret-file',
      join(folder, 'secret'),
      '--token-file',
      join(folder, 'token'),
    ];
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('Expected a webhook secret: "whsec_" and the base64 of 24 to 64 random bytes'),
    ]);
    expect(stderr).not.toContain('hunter2');
  });

  test('an address that is none', async () => {
    const { code, stderr } = await run(['gateway', '--url', 'ws-155', '--secret-file', 'a', '--token-file', 'b']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Expected `url` to be an http or https URL')]);
  });
});

test('an option goes before its variable, and an empty variable counts as none', async () => {
  const env = { BACKUP_TELEMETRY_GATEWAY_URL: ' ', BACKUP_TELEMETRY_GATEWAY_PORT: 'none', BACKUP_TELEMETRY_GATEWAY_DEADLINE: 'soon' };
  expect((await run(['gateway'], { env })).stderr).toContain('missing --url');
  expect((await run(NEEDED, { env })).stderr).toContain('got "none"');
  expect((await run([...NEEDED, '--port', '1'], { env })).stderr).toContain('got "soon"');
});

describe('a file with secrets', () => {
  let folder: string;
  let path: string;
  const problems: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secret-file-'));
    path = join(folder, 'secret');
    problems.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = () => createSecretFile(path, { onProblem: (sentence) => void problems.push(sentence) });
  const later = () => vi.advanceTimersByTime(1_001);

  test('holds one a line, besides comments and empty lines', () => {
    writeFileSync(path, '# new\r\n one \r\n\r\n# old\ntwo\n');
    expect(open().read()).toEqual(['one', 'two']);
  });

  test('is read again after a second', () => {
    writeFileSync(path, 'one');
    const file = open();
    expect(file.read()).toEqual(['one']);
    writeFileSync(path, 'two');
    expect(file.read()).toEqual(['one']);
    later();
    expect(file.read()).toEqual(['two']);
  });

  test('that vanishes or is emptied keeps what it held, and that is said once', () => {
    writeFileSync(path, 'one');
    const file = open();
    file.read();
    rmSync(path);
    later();
    expect(file.read()).toEqual(['one']);
    later();
    expect(file.read()).toEqual(['one']);
    writeFileSync(path, '');
    later();
    expect(file.read()).toEqual(['one']);
    expect(problems).toEqual([`Expected a readable file ${path} with secrets, got ENOENT. The secrets read before stay in use.`]);
    writeFileSync(path, 'two');
    later();
    expect(file.read()).toEqual(['two']);
  });
});
