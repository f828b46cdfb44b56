/** Tools whose output can be read. The names of `pg_dump`, `mysqldump` and `mariabackup` stand for their newer names as well. */
export type ToolName =
  | 'barman'
  | 'borg'
  | 'borgmatic'
  | 'duplicity'
  | 'mariabackup'
  | 'mysqldump'
  | 'pg_basebackup'
  | 'pg_dump'
  | 'pg_dumpall'
  | 'pg_restore'
  | 'pg_verifybackup'
  | 'pgbackrest'
  | 'rclone'
  | 'restic'
  | 'rsnapshot'
  | 'rsync'
  | 'tar';

/** What has to be known of a tool before it runs. */
interface Programs {
  /** Other names that its program has. */
  readonly others?: readonly string[];
  /** Whether its stdout carries the backup itself: nothing of it is read. */
  readonly isData?: true;
}

/** Apart from what reads them: a command that is to be read must be known when it is started. */
const PROGRAMS: Readonly<Record<ToolName, Programs>> = {
  barman: {},
  borg: { others: ['borg2', 'borgbackup', 'borgbackup2'] },
  borgmatic: {},
  duplicity: {},
  mariabackup: { others: ['mariadb-backup'], isData: true },
  mysqldump: { others: ['mariadb-dump'], isData: true },
  pg_basebackup: { isData: true },
  pg_dump: { isData: true },
  pg_dumpall: { isData: true },
  pg_restore: { isData: true },
  pg_verifybackup: { isData: true },
  pgbackrest: {},
  rclone: {},
  restic: {},
  rsnapshot: {},
  rsync: {},
  // The archive itself, or the names of its files.
  tar: { others: ['gtar'], isData: true },
};

/** All of them. */
export const TOOL_NAMES = Object.keys(PROGRAMS) as readonly ToolName[];

/** Whether the stdout of a tool carries the backup itself. */
export function writesData(tool: ToolName): boolean {
  return PROGRAMS[tool].isData === true;
}

/**
 * The tool that a program is, by the first word of its command; `undefined` for one whose output can not be read.
 *
 * @example
 * ```ts
 * findTool('/usr/bin/mariadb-dump'); // 'mysqldump'
 * findTool('/usr/local/bin/nightly.sh'); // undefined
 * ```
 */
export function findTool(argv0: string): ToolName | undefined {
  if (typeof argv0 !== 'string') return undefined;
  const program = argv0.slice(Math.max(argv0.lastIndexOf('/'), argv0.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
  return TOOL_NAMES.find((name) => name === program || PROGRAMS[name].others?.includes(program) === true);
}
