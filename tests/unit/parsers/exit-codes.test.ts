import { expect, test } from 'vitest';
import { createToolParser, findTool, parseToolOutput, type ToolExit } from '../../../src/parsers/index.js';
import { TOOL_NAMES } from '../../../src/parsers/programs.js';

// As each tool documents its exit codes.
const CODES: readonly (readonly [tool: string, code: number, outcome: string, warning?: string])[] = [
  ['restic', 1, 'failure'],
  ['restic', 3, 'partial', 'source_unreadable'],
  ['restic', 10, 'failure', 'repository_missing'],
  ['restic', 11, 'failure', 'locked'],
  ['restic', 12, 'failure', 'access_denied'],
  ['restic', 130, 'cancelled'],
  ['borg', 1, 'partial'],
  ['borg', 2, 'failure'],
  ['borg', 3, 'failure'],
  ['borg', 73, 'failure'],
  ['borg', 99, 'failure'],
  ['borg', 100, 'partial', 'source_changed'],
  ['borg', 101, 'partial'],
  ['borg', 107, 'partial', 'source_missing'],
  ['borg', 126, 'failure'],
  ['borg', 127, 'failure'],
  ['borg', 143, 'failure'],
  ['borgmatic', 1, 'failure'],
  ['rsync', 20, 'cancelled'],
  ['rsync', 23, 'partial'],
  ['rsync', 24, 'partial', 'source_changed'],
  ['rsync', 25, 'partial', 'incomplete'],
  ['rsync', 30, 'failure', 'connection'],
  ['rsync', 12, 'failure', 'connection'],
  ['tar', 1, 'partial'],
  ['tar', 2, 'failure'],
  ['rclone', 1, 'failure'],
  ['rclone', 3, 'failure', 'source_missing'],
  ['rclone', 7, 'failure'],
  ['rclone', 8, 'partial', 'incomplete'],
  ['rclone', 9, 'skipped'],
  ['rclone', 10, 'partial', 'incomplete'],
  ['rsnapshot', 1, 'failure'],
  ['rsnapshot', 2, 'partial'],
  ['pg_dump', 1, 'failure'],
  ['pg_basebackup', 1, 'failure'],
  ['pgbackrest', 37, 'failure'],
  ['barman', 1, 'failure'],
  ['duplicity', 23, 'failure'],
  ['mysqldump', 2, 'failure'],
  ['mariabackup', 1, 'failure'],
];

test.each(CODES.map(([tool, exitCode, outcome, warning]) => ({ tool, exitCode, outcome, warning })))(
  '$tool that ends with $exitCode is $outcome',
  ({ tool, exitCode, outcome, warning }) => {
    expect(parseToolOutput({ tool, exitCode })).toMatchObject({
      outcome,
      warnings: warning === undefined ? {} : { [warning]: 1 },
    });
  },
);

test.each(TOOL_NAMES)('%s that says nothing and ends with 0 is a success without figures', (tool) => {
  const { advice: _advice, ...report } = parseToolOutput({ tool, exitCode: 0 });
  expect(report).toEqual({ tool, outcome: 'success', isRounded: false, errors: 0, warnings: {} });
});

test.each(TOOL_NAMES)('%s of which nobody knows how it ended is a failure', (tool) => {
  const expected = { outcome: 'failure', warnings: { exit_unknown: 1 } };
  expect(createToolParser(tool).end({})).toMatchObject(expected);
  expect(createToolParser(tool).end({ exitCode: null, signal: null })).toMatchObject(expected);
});

test.each(TOOL_NAMES)('%s that is not found, killed or interrupted is no success', (tool) => {
  const outcome = (exit: ToolExit) => createToolParser(tool).end(exit).outcome;
  expect(outcome({ exitCode: 127 })).toBe('failure');
  expect(outcome({ exitCode: 137 })).toBe('failure');
  expect(outcome({ signal: 'SIGKILL' })).toBe('failure');
  expect(outcome({ signal: 'SIGTERM' })).toBe('failure');
  expect(outcome({ signal: 'SIGINT' })).toBe('cancelled');
  expect(outcome({ exitCode: 130 })).toBe('cancelled');
});

test('a tool is found by its program, also in a folder and under its newer name', () => {
  expect(findTool('/usr/local/bin/restic')).toBe('restic');
  expect(findTool('C:\\Program Files\\restic\\restic.exe')).toBe('restic');
  expect(findTool('mariadb-dump')).toBe('mysqldump');
  expect(findTool('/usr/bin/mariadb-backup')).toBe('mariabackup');
  expect(findTool('borg2')).toBe('borg');
  expect(findTool('/srv/restic/run.sh')).toBeUndefined();
  expect(findTool('constructor')).toBeUndefined();
  expect(findTool('')).toBeUndefined();
});

test('an unknown tool is an error that names the known ones, with no more than a piece of what came', () => {
  expect(() => createToolParser('xtar')).toThrow(/^Expected a tool whose output can be read \(barman, borg, .*, tar.*\), got "xtar"\.$/);
  expect(() => createToolParser('x'.repeat(500))).toThrow(new RegExp(`got "${'x'.repeat(40)}"`));
  expect(() => parseToolOutput({ tool: undefined as unknown as string, exitCode: 0 })).toThrow('got undefined');
});

test('a report that has been given does not change any more', () => {
  const parser = createToolParser('tar');
  const report = parser.end({ exitCode: 0 });
  parser.write('tar: data: Cannot open: Permission denied\n', 'stderr');
  expect(parser.end({ exitCode: 2 })).toBe(report);
  expect(report.outcome).toBe('success');
});
