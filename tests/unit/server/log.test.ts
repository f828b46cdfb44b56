import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { backlogOf, boundLines } from '../../../src/server/backlog.js';
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

test('a reader that is stuck bounds what waits, and hears how many lines were left out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[reader]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as [[Socket], unknown];
  const write = (text: string) => void socket.write(text);
  const log = createLog({
    name: 'gateway',
    format: 'text',
    stdout: write,
    stderr: write,
    backlog: { stdout: backlogOf(socket), stderr: backlogOf(socket) },
  });
  // More than what the kernel and this process hold for it together.
  const lines = 20_000;
  for (let line = 0; line < lines; line += 1) log('info', `${line} ${'x'.repeat(1_000)}`);
  expect(socket.writableLength).toBeGreaterThan(900_000);
  expect(socket.writableLength).toBeLessThan(1_002_000);

  let text = '';
  reader.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await expect.poll(() => text).toMatch(/left out \d+ lines/);
  log('info', 'it goes on');
  await expect.poll(() => text).toMatch(/it goes on\n$/);
  const read = text.trimEnd().split('\n');
  const [leftOut] = /\d+/.exec(read.at(-2) ?? '') ?? [];
  expect(read.at(-2)).toBe(`gateway: left out ${lines - (read.length - 2)} lines of this log, which nobody read`);
  expect(Number(leftOut)).toBeGreaterThan(0);
  expect(read.slice(0, -2).map((line) => Number(/\d+/.exec(line)?.[0]))).toEqual(
    Array.from({ length: read.length - 2 }, (_, index) => index),
  );
  socket.destroy();
  server.close();
});

test('a line that is longer than all that may wait is written, and so is the next', async () => {
  const took: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      took.push(text);
      setImmediate(done);
    },
  });
  const write = boundLines((line) => void stream.write(line), backlogOf(stream), String);
  const lines = ['a', 'x'.repeat(2_000_000), 'b'];
  write(lines[0]!);
  write(lines[1]!);
  await once(stream, 'drain');
  write(lines[2]!);
  await expect.poll(() => took).toEqual(lines);
});
