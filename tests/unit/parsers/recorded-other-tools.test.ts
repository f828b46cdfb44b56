import { expect, test } from 'vitest';
import { fullRow, rowOf, type ExpectedRow } from '../../kit/tool-output.js';

// Figures and outcomes as they stand in the recordings, which real programs made of data that was made up.
const ROWS: readonly ExpectedRow[] = [
  [
    'borgmatic-1.7.7-all-success.exit-0',
    'success',
    {
      snapshotId: 'd19bd1106eaeb6af9711ae675957a2ccdebaea9d24e85ccb84ab2ab7d704af34',
      durationMs: 10,
      files: 2,
      bytes: 300580,
      addedBytes: 538,
      isRounded: true,
      advises: true,
    },
  ],
  ['borgmatic-1.7.7-bad-config.exit-1', 'failure', {}],
  [
    'borgmatic-1.7.7-create-json-success.exit-0',
    'success',
    {
      bytes: 300572,
      addedBytes: 300538,
      files: 2,
      durationMs: 5,
      snapshotId: 'a968a9e85a5d8ac1801efcb9b9c5336a39309c1a9e267d17e4c2aef7b740ae73',
    },
  ],
  ['borgmatic-1.7.7-create-norepo.exit-1', 'failure', { errors: 3, warnings: { repository_missing: 2, other: 1 } }],
  [
    'borgmatic-1.7.7-create-partial.exit-0',
    'partial',
    {
      snapshotId: '3305fceb35007929817d9fb9cb849b2a1af2c5970d11362d48ce1c6b99dbc75f',
      durationMs: 0,
      files: 4,
      bytes: 300620,
      addedBytes: 552,
      isRounded: true,
      warnings: { source_missing: 1 },
      advises: true,
    },
  ],
  [
    'borgmatic-1.7.7-create-stats-success.exit-0',
    'success',
    {
      snapshotId: '466e0a6bd613388f14905ca79e074e89870622128e70a266e8f3946b163953a7',
      durationMs: 0,
      files: 2,
      bytes: 300580,
      addedBytes: 539,
      isRounded: true,
      advises: true,
    },
  ],
  ['duplicity-0.8.22-bad-target.exit-23', 'failure', {}],
  ['duplicity-0.8.22-full.exit-0', 'success', { durationMs: 20, files: 5, bytes: 332088, addedBytes: 313674 }],
  ['duplicity-0.8.22-incr-log.exit-0', 'success', { durationMs: 0, files: 5, bytes: 332093, addedBytes: 20 }],
  ['duplicity-0.8.22-incr.exit-0', 'success', { durationMs: 10, files: 5, bytes: 332093, addedBytes: 236 }],
  ['duplicity-0.8.22-missing.exit-13', 'failure', { errors: 1, warnings: { source_missing: 1 } }],
  [
    'duplicity-0.8.22-partial.exit-0',
    'partial',
    { durationMs: 10, files: 4, bytes: 308195, addedBytes: 301020, errors: 1, warnings: { source_unreadable: 1 } },
  ],
  ['duplicity-0.8.22-verify-diff.exit-1', 'failure', { files: 5, errors: 1, warnings: { damaged: 1 } }],
  ['duplicity-0.8.22-verify.exit-0', 'success', { files: 5 }],
  ['mariadb-10.11-dump-denied.exit-2', 'failure', { errors: 1, warnings: { access_denied: 1 } }],
  ['mariadb-10.11-dump-failure.exit-2', 'failure', { errors: 1, warnings: { other: 1 } }],
  ['mariadb-10.11-dump-force-partial.exit-2', 'failure', { errors: 2, warnings: { other: 2 } }],
  ['mariadb-10.11-dump-no-db.exit-2', 'failure', { errors: 1, warnings: { source_missing: 1 } }],
  ['mariadb-10.11-dump-no-server.exit-2', 'failure', { errors: 1, warnings: { connection: 1 } }],
  ['mariadb-10.11-dump-verbose-success.exit-0', 'success', {}],
  ['mariadb-10.11-mariabackup-denied.exit-1', 'failure', { errors: 1, warnings: { access_denied: 1 } }],
  ['mariadb-10.11-mariabackup-failure.exit-1', 'failure', { errors: 1, warnings: { other: 1 } }],
  ['mariadb-10.11-mariabackup-no-server.exit-1', 'failure', { errors: 1, warnings: { connection: 1 } }],
  ['mariadb-10.11-mariabackup-prepare.exit-0', 'success', {}],
  ['mariadb-10.11-mariabackup-success.exit-0', 'success', {}],
  ['rsnapshot-1.4.5-failure.exit-1', 'failure', { errors: 3, warnings: { other: 3 } }],
  ['rsnapshot-1.4.5-no-config.exit-1', 'failure', {}],
  ['rsnapshot-1.4.5-partial.exit-1', 'failure', { files: 3, bytes: 323906, addedBytes: 0, errors: 1, warnings: { other: 1 } }],
  ['rsnapshot-1.4.5-success.exit-0', 'success', { files: 3, bytes: 323906, addedBytes: 323906 }],
];

test.each(ROWS)('the report of %s says %s', (...row) => {
  expect(rowOf(row[0])).toEqual(fullRow(row));
});
