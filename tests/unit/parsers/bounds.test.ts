import { expect, test } from 'vitest';
import { createToolParser } from '../../../src/parsers/index.js';
import { TOOL_NAMES } from '../../../src/parsers/programs.js';

const MB = 1024 * 1024;
const PIECE = 256 * 1024;

/** Bytes of the heap that are still held after so much was written, beyond what was held before. */
function heldAfter(tool: string, piece: string, total: number): number {
  const parser = createToolParser(tool);
  const before = process.memoryUsage().heapUsed;
  for (let written = 0; written < total; written += piece.length) parser.write(piece, 'stderr');
  const held = process.memoryUsage().heapUsed - before;
  parser.end({ exitCode: 0 });
  return held;
}

test.each([
  ['one line that never ends', 'x'.repeat(PIECE)],
  ['many short lines', 'error: open a: permission denied\n'.repeat(PIECE / 32)],
  ['progress with carriage returns', '{"message_type":"status","percent_done":0.5}\r'.repeat(PIECE / 64)],
])('memory does not grow with output: %s', (_, piece) => {
  expect(heldAfter('restic', piece, 64 * MB)).toBeLessThan(24 * MB);
});

test('memory does not grow with one JSON value that never ends', () => {
  const parser = createToolParser('pgbackrest');
  parser.write('[{"backup":[');
  const piece = '{"label":"20261201-021300F","unknown":{"a":[1,2,3]}},'.repeat(PIECE / 64);
  const before = process.memoryUsage().heapUsed;
  for (let written = 0; written < 64 * MB; written += piece.length) parser.write(piece);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(24 * MB);
  expect(parser.end({ exitCode: 0 })).toMatchObject({ snapshotId: '20261201-021300F', warnings: { unreadable_output: 1 } });
});

// Each is the beginning of a line that a pattern reads, drawn out as far as a line is kept.
const DRAWN_OUT = [
  'repository '.repeat(800),
  'Repository ' + 'x does not exist '.repeat(500),
  'tar: ' + 'a: '.repeat(2700),
  '/a'.repeat(4000) + '/tar: x',
  'Transferred: ' + ' '.repeat(8000),
  'Backup source directory ' + ' does not exist'.repeat(540),
  'pg_dump: error: ' + 'x '.repeat(4000),
  '\u001b['.repeat(4000),
  '{"'.repeat(4000),
  '['.repeat(8000),
  ': [Errno 2'.repeat(800),
  ': ' + 'file changed while we backed it '.repeat(250),
  "option '".repeat(900),
  '9'.repeat(8000),
  'Number of files: ' + '1,'.repeat(4000),
];

test.each(TOOL_NAMES)('%s takes its time in proportion to the length of a line, whatever it is', (tool) => {
  const parser = createToolParser(tool);
  const began = performance.now();
  for (const line of DRAWN_OUT) for (let time = 0; time < 20; time += 1) parser.write(`${line}\n`, time % 2 === 0 ? 'stdout' : 'stderr');
  parser.end({ exitCode: 0 });
  // 2.4 MB: some 50 ms here. A pattern that goes back and forth takes minutes.
  expect(performance.now() - began).toBeLessThan(5000);
});

test('long names inside long names do not make each value as costly as all of them', () => {
  const parser = createToolParser('restic');
  const began = performance.now();
  parser.write(`${`{"${'n'.repeat(1_000)}":`.repeat(40)}[`);
  for (let written = 0; written < 400; written += 1) parser.write('1,'.repeat(2_500));
  parser.end({ exitCode: 0 });
  // A million values: half a second here. With its whole path for each it would be a minute.
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('a hundred megabytes are read in seconds', () => {
  const parser = createToolParser('restic');
  const piece = '{"message_type":"status","percent_done":0.5,"current_files":["/srv/made/a.bin"]}\n'.repeat(3_000);
  const began = performance.now();
  for (let written = 0; written < 100 * MB; written += piece.length) parser.write(piece);
  const seconds = (performance.now() - began) / 1_000;
  expect(parser.end({ exitCode: 0 })).toMatchObject({ outcome: 'partial', warnings: { summary_missing: 1 } });
  expect(seconds).toBeLessThan(25);
});
