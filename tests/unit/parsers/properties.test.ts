import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createToolParser, parseToolOutput, type ToolReport } from '../../../src/parsers/index.js';
import { TOOL_NAMES } from '../../../src/parsers/programs.js';
import { readRecording, recordingNames } from '../../kit/tool-output.js';

// A long run sets it to a million; the share of every run takes seconds.
const RUNS = Number(process.env['PARSER_FUZZ_RUNS'] ?? 3000);

const names = recordingNames();
const recording = fc.constantFrom(...names);
const lines = names.flatMap((name) => {
  const { stdout, stderr } = readRecording(name);
  return `${stdout.toString()}\n${stderr.toString()}`.split('\n').filter((line) => line !== '' && line.length < 2000);
});

/** Marks of what must not leave: folders, files, hosts, users, addresses of repositories. */
const MARKS = ['planted-folder', 'planted-host', 'planted_user', 'planted-bucket.example', 'PLANTED SECRET'] as const;
const MARK = /planted/i;

/** The same line with marks in the place of everything that a person may have chosen. */
function plant(line: string, mark: string): string {
  return line
    .replaceAll('/srv/made', `/${mark}/${mark}`)
    .replaceAll(/made-host|localhost|guests|no-?such|nobody2?|limited|\b(?:demo|data|postgres|made)\b/g, mark)
    .replaceAll(/\b(?:a\.bin|b\.txt|c\.txt|x\.dump)\b/g, `${mark}.${mark}`);
}

const WARNINGS = new Set(
  [
    'source_missing source_unreadable source_changed damaged locked repository_missing access_denied connection no_space retried',
    'incomplete other unreadable_output summary_missing exit_unknown',
  ].flatMap((words) => words.split(' ')),
);
const IDS = /^(?:[0-9a-f]{8,64}|\d{8}-\d{6}F(?:_\d{8}-\d{6}[DI])?|\d{8}T\d{6})$/;
const SENTENCES = new Set(TOOL_NAMES.map((tool) => createToolParser(tool).end({ exitCode: 0 }).advice));

/** A report is numbers and fixed words: whatever else a field may hold would be a place to leak by. */
function expectClosed(report: ToolReport): void {
  const { tool, outcome, bytes, addedBytes, files, errors, isRounded, snapshotId, durationMs, warnings, advice, ...rest } = report;
  expect(rest).toEqual({});
  expect(TOOL_NAMES).toContain(tool);
  expect(['success', 'partial', 'failure', 'cancelled', 'skipped']).toContain(outcome);
  for (const count of [bytes, addedBytes, files, errors]) expect(String(count ?? 0)).toMatch(/^\d{1,24}$/);
  expect(typeof isRounded).toBe('boolean');
  if (snapshotId !== undefined) expect(snapshotId).toMatch(IDS);
  expect(durationMs ?? 0).toBeGreaterThanOrEqual(0);
  expect(Object.keys(warnings).filter((word) => !WARNINGS.has(word))).toEqual([]);
  if (advice !== undefined) expect(SENTENCES).toContain(advice);
}

test('every recording, full of planted names, gives a report without any, and the outcome that it has without them', () => {
  for (const name of names) {
    const { tool, exitCode, stdout, stderr } = readRecording(name);
    const plain = parseToolOutput({ tool, exitCode, stdout, stderr });
    for (const mark of MARKS) {
      const [out, err] = [stdout, stderr].map((stream) => plant(stream.toString(), mark));
      const report = parseToolOutput({ tool, exitCode, stdout: out!, stderr: err! });
      expect(JSON.stringify(report)).not.toMatch(MARK);
      expect([name, report.outcome, report.bytes, report.snapshotId]).toEqual([name, plain.outcome, plain.bytes, plain.snapshotId]);
      expectClosed(report);
    }
  }
});

test('a recording cut into any pieces, at any bytes, gives the same report', () => {
  fc.assert(
    fc.property(recording, fc.array(fc.nat(40_000), { maxLength: 30 }), (name, cuts) => {
      const { tool, exitCode, stdout, stderr } = readRecording(name);
      const parser = createToolParser(tool);
      for (const [stream, bytes] of [['stdout', stdout] as const, ['stderr', stderr] as const]) {
        const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((one, other) => one - other);
        let from = 0;
        for (const end of ends) {
          parser.write(bytes.subarray(from, end), stream);
          from = end;
        }
      }
      expect(parser.end({ exitCode })).toEqual(parseToolOutput({ tool, exitCode, stdout, stderr }));
    }),
    { numRuns: 300 },
  );
});

test('output that ends early anywhere never makes a run better', () => {
  const severity = ['success', 'skipped', 'partial', 'cancelled', 'failure'];
  fc.assert(
    fc.property(recording, fc.nat(40_000), (name, cut) => {
      const { tool, exitCode, stdout, stderr } = readRecording(name);
      fc.pre(exitCode !== 0);
      const whole = parseToolOutput({ tool, exitCode, stdout, stderr }).outcome;
      const part = { stdout: stdout.subarray(0, cut % (stdout.length + 1)), stderr: stderr.subarray(0, cut % (stderr.length + 1)) };
      // With an exit code that is no success the text can only make it worse, and there is less of it.
      const { outcome } = parseToolOutput({ tool, exitCode, ...part });
      expect(outcome).not.toBe('success');
      expect(severity.indexOf(outcome)).toBeLessThanOrEqual(Math.max(severity.indexOf(whole), severity.indexOf('partial')));
    }),
    { numRuns: 300 },
  );
});

const scrap = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...lines) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...lines), fc.nat(300)).map(([line, cut]) => line.slice(0, cut)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...lines)).map(([one, other]) => one + other) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{', '[', '{"', '}', ']', '"', '\\', '\u0000', '\u001b[31m', '99999999999999999999999999', '-1', '1e999'),
  },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
);
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(scrap, fc.constantFrom(...MARKS), fc.constantFrom('\n', '\r', '\r\n', '', ' '))
      .map(([text, mark, end]) => plant(text, mark) + end),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
);
const exit = fc.oneof(
  fc.record({ exitCode: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })) }),
  fc.record({ signal: fc.constantFrom('SIGTERM', 'SIGINT', 'SIGKILL') }),
  fc.constant({}),
);

test(`nothing that is written makes a parser throw, hang or say more than numbers and fixed words`, { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TOOL_NAMES),
      fc.array(fc.tuple(piece, fc.constantFrom('stdout' as const, 'stderr' as const)), { maxLength: 25 }),
      exit,
      (tool, pieces, how) => {
        const parser = createToolParser(tool);
        for (const [chunk, stream] of pieces) parser.write(chunk, stream);
        const report = parser.end(how);
        expectClosed(report);
        expect(JSON.stringify(report)).not.toMatch(MARK);
        const isSuccess = 'exitCode' in how && how.exitCode === 0;
        if (!isSuccess) expect(report.outcome).not.toBe('success');
      },
    ),
    { numRuns: RUNS },
  );
});
