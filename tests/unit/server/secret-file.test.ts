import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSecretFile } from '../../../src/server/secret-file.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-file-'));
  path = join(folder, 'tokens');
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Writes in place, as an editor or a shell does, at the time that the test has come to. */
function write(text: string): void {
  writeFileSync(path, text);
  utimesSync(path, new Date(), new Date());
}

function open() {
  return createSecretFile(path);
}

test('a file that is written in place is not believed before it stands still', () => {
  write('one-token-of-32-characters-or-so');
  const { read } = open();
  expect(read()).toEqual(['one-token-of-32-characters-or-so']);
  vi.advanceTimersByTime(5_000);
  write('another-token-that-is');
  expect(read()).toEqual(['one-token-of-32-characters-or-so']);
  vi.advanceTimersByTime(500);
  write('another-token-that-is-written-whole');
  expect(read()).toEqual(['one-token-of-32-characters-or-so']);
  vi.advanceTimersByTime(1_100);
  expect(read()).toEqual(['another-token-that-is-written-whole']);
});

test('a health check does not accept it sooner', () => {
  write('one-token');
  const { read, check } = open();
  read();
  vi.advanceTimersByTime(5_000);
  write('another');
  expect(check()).toEqual(['another']);
  expect(read()).toEqual(['one-token']);
});

test('a file that is empty for a moment is said to be so each time, and read again when it is not', () => {
  write('one-token');
  const { read } = open();
  read();
  vi.advanceTimersByTime(1_100);
  write('');
  expect(read).toThrow('got an empty one');
  expect(read).toThrow('got an empty one');
  write('another');
  vi.advanceTimersByTime(1_100);
  expect(read()).toEqual(['another']);
});

test('a time from the future holds no file back', () => {
  write('one-token');
  const { read } = open();
  read();
  vi.advanceTimersByTime(1_100);
  writeFileSync(path, 'another');
  utimesSync(path, new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));
  expect(read()).toEqual(['another']);
});

test('as long as it does not change it is not read again, and each change is seen at once', () => {
  write('one-token');
  const { check } = open();
  const first = check();
  vi.advanceTimersByTime(5_000);
  const second = check();
  expect(second).toEqual(first);
  expect(check()).toBe(second);
  writeFileSync(path, 'two-token');
  expect(check()).toEqual(['two-token']);
  rmSync(path);
  expect(check).toThrow('got ENOENT');
  writeFileSync(path, 'one-token');
  expect(check()).toEqual(['one-token']);
});

test('one that was written a moment ago is read each time: it could change again without another time or length', () => {
  vi.useRealTimers();
  write('one-token');
  const { check } = open();
  expect(check()).not.toBe(check());
});

test.each<[string, () => string]>([
  ['a named pipe', () => (execFileSync('mkfifo', [path]), path)],
  ['a directory', () => folder],
  ['a device', () => '/dev/zero'],
])('%s is refused at once', (kind, make) => {
  const given = make();
  const { read, check } = createSecretFile(given);
  expect(check).toThrow(`Expected ${given} to be a regular file with secrets, got ${kind}.`);
  expect(read).toThrow(`got ${kind}.`);
});

test('a file of more than 64 kB is refused, one of as much is read', () => {
  writeFileSync(path, 'x'.repeat(65_536));
  expect(open().check()).toEqual(['x'.repeat(65_536)]);
  writeFileSync(path, 'x'.repeat(65_537));
  expect(open().check).toThrow('to hold at most 65536 bytes, got a larger one');
});

test('what the kernel makes up has no length, and is read', () => {
  expect(createSecretFile('/proc/self/status').check().length).toBeGreaterThan(5);
});
