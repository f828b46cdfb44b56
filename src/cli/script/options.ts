import type { OptionTable } from '../../server/config/option-table.js';
import { moment, oneOf, whole } from '../../server/config/schemas.js';
import { BACKUP_OUTCOMES } from '../../semconv.js';
import { EXEC_OPTIONS } from '../exec/options.js';

const MOST = Number.MAX_SAFE_INTEGER;

/** How a run ended. */
export const END_OPTIONS = {
  outcome: {
    type: 'string',
    placeholder: '<word>',
    schema: oneOf(BACKUP_OUTCOMES),
    summary: `How it ended: ${BACKUP_OUTCOMES.join(', ')}`,
  },
  'exit-code': {
    type: 'string',
    short: 'x',
    placeholder: '<number>',
    schema: whole(0, 255),
    summary: 'Exit code of the program that did the work',
  },
  'success-codes': EXEC_OPTIONS['success-codes'],
  reason: { type: 'string', placeholder: '<code>', summary: 'Short code that explains the outcome, such as table_locked' },
  bytes: { type: 'string', placeholder: '<number>', schema: whole(0, MOST), summary: 'Size of the artifact' },
  files: { type: 'string', placeholder: '<number>', schema: whole(0, MOST), summary: 'Number of files in it' },
  'output-file': EXEC_OPTIONS['output-file'],
} as const satisfies OptionTable;

/** When a run was. */
export const TIME_OPTIONS = {
  'started-at': {
    type: 'string',
    placeholder: '<time>',
    schema: moment(),
    summary: 'When it began, such as 2026-06-01T02:30:00Z',
    needed: 'when it began',
  },
  'ended-at': { type: 'string', placeholder: '<time>', schema: moment(), summary: 'When it ended', otherwise: 'now' },
} as const satisfies OptionTable;

/** How far a run has come. */
export const PROGRESS_OPTIONS = {
  bytes: { type: 'string', placeholder: '<number>', schema: whole(0, MOST), summary: 'Bytes that are done' },
  'bytes-total': { type: 'string', placeholder: '<number>', schema: whole(0, MOST), summary: 'Bytes that there are to do' },
  files: { type: 'string', placeholder: '<number>', schema: whole(0, MOST), summary: 'Files that are done' },
  'files-total': { type: 'string', placeholder: '<number>', schema: whole(0, MOST), summary: 'Files that there are to do' },
} as const satisfies OptionTable;
