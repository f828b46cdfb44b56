import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSecretFile } from '../../../src/server/secret-file.js';
import { createFolder, run } from '../../kit/cli-harness.js';

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
    ['a wrong deadline', [...NEEDED, '--deadline', 'soon'], 'to be a duration from 100ms to 10m such as "10s", got "soon"'],
    ['a deadline in seconds that are none', [...NEEDED, '--deadline', '10'], 'to be a duration from 100ms to 10m such as "10s", got "10"'],
    ['a deadline without end', [...NEEDED, '--deadline', '11m'], 'to be a duration from 100ms to 10m such as "10s", got "11m"'],
  ])('%s', async (_, args, sentence) => {
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });

  test('a file that is not there', async () => {
    const { code, stderr } = await run(NEEDED);
    expect([code, stderr]).toEqual([
      2,
      `backup-telemetry: gateway: --secret-file (or BACKUP_TELEMETRY_GATEWAY_SECRET_FILE): Expected a readable file a with secrets, got ENOENT.\nSee: npx @wedsync/backup-telemetry gateway --help\n`,
    ]);
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
    expect([code, stderr]).toEqual([2, expect.stringContaining('to hold a secret, got an empty one')]);
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
      2,
      expect.stringContaining(
        '--secret-file (or BACKUP_TELEMETRY_GATEWAY_SECRET_FILE): Expected a webhook secret: "whsec_" and the base64 of 24 to 64 random bytes',
      ),
    ]);
    expect(stderr).not.toContain('hunter2');
  });

  test('a token that no header can carry', async () => {
    const folder = createFolder({ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', token: 'a long random token' });
    const files = ['--secret-file', join(folder, 'secret'), '--token-file', join(folder, 'token')];
    const { code, stderr } = await run(['gateway', '--url', 'https://ws-155.example.com', ...files]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--token-file (or BACKUP_TELEMETRY_GATEWAY_TOKEN_FILE): Expected a bearer token'),
    ]);
  });

  test.each(['url', 'fallback-url', 'runbook-base'])('an address that is none as --%s', async (name) => {
    const { code, stderr } = await run([...NEEDED, `--${name}`, 'https://user:hunter2@ws-155']);
    const variable = `BACKUP_TELEMETRY_GATEWAY_${name.replace('-', '_').toUpperCase()}`;
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Expected --${name} (or ${variable}) to be an http or https URL`)]);
    expect(stderr).not.toContain('hunter2');
  });
});

test('an option goes before its variable, and an empty variable counts as none', async () => {
  const env = { BACKUP_TELEMETRY_GATEWAY_URL: ' ', BACKUP_TELEMETRY_GATEWAY_PORT: 'none', BACKUP_TELEMETRY_GATEWAY_DEADLINE: 'soon' };
  expect((await run(['gateway'], { env })).stderr).toContain('missing --url');
  expect((await run(NEEDED, { env })).stderr).toContain('got "none"');
  expect((await run([...NEEDED, '--port', '1'], { env })).stderr).toContain('got "soon"');
});

test('a variable that is none is said, with the one that was meant', async () => {
  const env = {
    BACKUP_TELEMETRY_GATEWAY_FALBACK_URL: 'https://chat.example.com',
    BACKUP_TELEMETRY_GATEWAY_SERVICE_HOST: '10.0.0.1',
    BACKUP_TELEMETRY_GATEWAY_PORT_9155_TCP_ADDR: '10.0.0.1',
  };
  const { stderr } = await run(['gateway'], { env });
  expect(stderr.split('\n').filter((line) => line.startsWith('gateway: '))).toEqual([
    'gateway: Expected `BACKUP_TELEMETRY_GATEWAY_FALBACK_URL` to be a variable of the gateway (did you mean `BACKUP_TELEMETRY_GATEWAY_FALLBACK_URL`?).',
  ]);
});

describe('a file with secrets', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secret-file-'));
    path = join(folder, 'secret');
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = () => createSecretFile(path);
  const later = () => vi.advanceTimersByTime(2_500);

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

  test('that vanishes or is emptied is said to be so, at most a second later', () => {
    writeFileSync(path, 'one');
    const file = open();
    file.read();
    rmSync(path);
    expect(file.read()).toEqual(['one']);
    later();
    expect(() => file.read()).toThrow(`Expected a readable file ${path} with secrets, got ENOENT.`);
    writeFileSync(path, '# none');
    later();
    expect(() => file.read()).toThrow('got an empty one');
    writeFileSync(path, 'two');
    later();
    expect(file.read()).toEqual(['two']);
  });

  test('is looked at now by a check, which holds nothing back from being said', () => {
    writeFileSync(path, 'one');
    const file = open();
    file.read();
    rmSync(path);
    later();
    expect(() => file.check()).toThrow('got ENOENT');
    expect(() => file.read()).toThrow('got ENOENT');
  });
});
