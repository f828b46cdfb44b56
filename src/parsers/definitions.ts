import { findTool } from './programs.js';
import type { ToolDefinition } from './tool.js';
import { barman } from './tools/barman.js';
import { borg } from './tools/borg.js';
import { borgmatic } from './tools/borgmatic.js';
import { duplicity } from './tools/duplicity.js';
import { mariabackup } from './tools/mariabackup.js';
import { mysqldump } from './tools/mysqldump.js';
import { pgbackrest } from './tools/pgbackrest.js';
import { pgBasebackup, pgDump, pgDumpall, pgRestore, pgVerifybackup } from './tools/postgresql.js';
import { rclone } from './tools/rclone.js';
import { restic } from './tools/restic.js';
import { rsnapshot } from './tools/rsnapshot.js';
import { rsync } from './tools/rsync.js';
import { tar } from './tools/tar.js';

const DEFINITIONS: readonly ToolDefinition[] = [
  barman,
  borg,
  borgmatic,
  duplicity,
  mariabackup,
  mysqldump,
  pgBasebackup,
  pgDump,
  pgDumpall,
  pgRestore,
  pgVerifybackup,
  pgbackrest,
  rclone,
  restic,
  rsnapshot,
  rsync,
  tar,
];

const BY_NAME = new Map(DEFINITIONS.map((definition) => [definition.name, definition]));

/** How the output of a tool is read. @param program - Its name, or the program as it was called */
export function definitionOf(program: string): ToolDefinition | undefined {
  const name = findTool(program);
  return name && BY_NAME.get(name);
}
