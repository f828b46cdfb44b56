import { expect, test } from 'vitest';
import { parseToolOutput } from '../../../src/parsers/index.js';

const SUMMARY = '{"message_type":"summary","total_files_processed":3,"total_bytes_processed":9007199254740993,"snapshot_id":"d1a1d896"}';
const STATUS = '{"message_type":"status","percent_done":0}';

test('numbers beyond 2^53 stay strings, and all others are numbers', () => {
  const { bytes, files } = parseToolOutput({ tool: 'restic', exitCode: 0, stdout: `${SUMMARY}\n` });
  expect({ bytes, files }).toEqual({ bytes: '9007199254740993', files: 3 });
});

test('sums of numbers beyond 2^53 are exact', () => {
  const run = 'Total file size: 9,007,199,254,740,993 bytes\n';
  expect(parseToolOutput({ tool: 'rsnapshot', exitCode: 0, stdout: run + run }).bytes).toBe('18014398509481986');
});

test('restic that began to report and never came to its summary is partial', () => {
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: `${STATUS}\n` })).toMatchObject({
    outcome: 'partial',
    warnings: { summary_missing: 1 },
  });
});

test('JSON that ends early is no success, and what comes after it is read', () => {
  const cut = `${STATUS.slice(0, 20)}\n${SUMMARY}\n`;
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: cut })).toMatchObject({
    outcome: 'partial',
    files: 3,
    warnings: { unreadable_output: 1 },
  });
});

test('text of another program between, before and after JSON changes nothing', () => {
  const noise = 'ssh: warm welcome to {you} [here]\n[0:00] 100.00%  1 / 1 snapshots\n\u0000\u001b[2K\r\n';
  const plain = parseToolOutput({ tool: 'restic', exitCode: 0, stdout: `${STATUS}\n${SUMMARY}\n` });
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: `${noise}${STATUS}\n${noise}${SUMMARY} \n${noise}` })).toEqual(plain);
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: `${STATUS}${SUMMARY}` })).toEqual(plain);
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stderr: `${STATUS}\r\n${SUMMARY}\r\n` })).toEqual(plain);
});

test('unknown fields and types of messages are passed over', () => {
  const later = SUMMARY.replace('{', '{"future":{"a":[1,{"b":null}]},') + '\n{"message_type":"verbose_status","action":"new"}\n';
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: later })).toMatchObject({ outcome: 'success', files: 3 });
});

test('the worse of exit code and text counts', () => {
  const error = '{"message_type":"error","error":{"message":"lstat /srv/a: permission denied"},"during":"scan","item":"/srv/a"}\n';
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: `${SUMMARY}\n`, stderr: error })).toMatchObject({
    outcome: 'partial',
    errors: 1,
    warnings: { source_unreadable: 1 },
  });
  expect(parseToolOutput({ tool: 'restic', exitCode: 1, stdout: `${SUMMARY}\n` }).outcome).toBe('failure');
  const found = '{"type":"log_message","levelname":"ERROR","message":"Finished full repository check, errors found."}\n';
  expect(parseToolOutput({ tool: 'borg', exitCode: 1, stderr: found }).outcome).toBe('failure');
  expect(parseToolOutput({ tool: 'pg_dump', exitCode: 0, stderr: 'pg_dump: error: connection lost\n' }).outcome).toBe('failure');
});

test('the errors of restic since 0.17 are read, and its counted ones', () => {
  const exit = '{"message_type":"exit_error","code":12,"message":"Fatal: wrong password or no key found"}\n';
  expect(parseToolOutput({ tool: 'restic', exitCode: 12, stderr: exit })).toMatchObject({
    outcome: 'failure',
    errors: 1,
    warnings: { access_denied: 1 },
  });
  const check = '{"message_type":"summary","num_errors":2,"broken_packs":null,"suggest_repair_index":true,"suggest_prune":false}\n';
  expect(parseToolOutput({ tool: 'restic', exitCode: 0, stdout: check })).toMatchObject({ outcome: 'failure', errors: 2 });
});

test('partial with no file at all is a failure', () => {
  const nothing = '{"message_type":"summary","total_files_processed":0,"total_bytes_processed":0,"snapshot_id":"d1a1d896"}\n';
  expect(parseToolOutput({ tool: 'restic', exitCode: 3, stdout: nothing }).outcome).toBe('failure');
});

test('mariabackup is done when its last line says so', () => {
  const done = '[00] 2026-12-01 02:13:21 completed OK!\n';
  const outcome = (stderr: string) => parseToolOutput({ tool: 'mariabackup', exitCode: 0, stderr }).outcome;
  expect(outcome(done)).toBe('success');
  expect(outcome(`${done}[00] 2026-12-01 02:13:22 Copying ./made/guests.ibd\n`)).toBe('failure');
});

test('attempts of rclone count where none came after them that succeeded', () => {
  const line = (level: string, text: string) => `2026/12/01 02:11:53 ${level} : ${text}\n`;
  const failed =
    line('ERROR', 'b.txt: Failed to copy: unexpected EOF') + line('ERROR', 'Attempt 1/3 failed with 1 errors and: unexpected EOF');
  expect(parseToolOutput({ tool: 'rclone', exitCode: 0, stderr: failed }).outcome).toBe('partial');
  const after = failed + line('ERROR', 'Attempt 2/3 succeeded');
  expect(parseToolOutput({ tool: 'rclone', exitCode: 0, stderr: after })).toMatchObject({ outcome: 'success', warnings: { retried: 1 } });
});

test('a message in another language is counted, and its outcome comes from the exit code', () => {
  const german = 'tar: daten/protokoll: Datei hat sich beim Lesen geändert.\n';
  expect(parseToolOutput({ tool: 'tar', exitCode: 1, stderr: german })).toMatchObject({ outcome: 'partial', warnings: { other: 1 } });
  const stats = 'Number of files: 1.234 (reg: 1.200, dir: 34)\nTotal file size: 12.345.678 bytes\n';
  expect(parseToolOutput({ tool: 'rsync', exitCode: 0, stdout: stats })).toMatchObject({ files: 1200, bytes: 12_345_678 });
});

test('the backup itself, where it goes to stdout, is not read', () => {
  const dump = 'mysqldump: Got error: 2002\npg_dump: error: no\ntar: a: Cannot open: No such file or directory\n';
  for (const tool of ['tar', 'pg_dump', 'mysqldump', 'mariabackup']) {
    expect(parseToolOutput({ tool, exitCode: 0, stdout: dump })).toMatchObject({ outcome: 'success', errors: 0 });
  }
});

test('progress with carriage returns is lines, and the last of it counts', () => {
  const progress = '  100/2000 kB (5%), 0/1 tablespace (base/1/1)\r 2000/2000 kB (100%), 1/1 tablespace\r\n';
  expect(parseToolOutput({ tool: 'pg_basebackup', exitCode: 0, stderr: progress })).toMatchObject({ bytes: 2_048_000, isRounded: true });
});
