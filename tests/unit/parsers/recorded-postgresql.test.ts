import { expect, test } from 'vitest';
import { fullRow, rowOf, type ExpectedRow } from '../../kit/tool-output.js';

// Figures and outcomes as they stand in the recordings, which real programs made of data that was made up.
const ROWS: readonly ExpectedRow[] = [
  ['barman-3.4.0-backup-failure.exit-1', 'failure', { errors: 1, warnings: { other: 1 } }],
  [
    'barman-3.4.0-backup-json-success.exit-0',
    'partial',
    { durationMs: 1475, snapshotId: '20261201T021405', bytes: 31023564, warnings: { incomplete: 1 } },
  ],
  ['barman-3.4.0-backup-success.exit-0', 'success', { snapshotId: '20261201T021403', bytes: 31037850, isRounded: true, advises: true }],
  ['barman-3.4.0-check-json-failure.exit-1', 'failure', {}],
  ['barman-3.4.0-check-json.exit-0', 'success', { advises: true }],
  ['barman-3.4.0-check-text.exit-0', 'success', {}],
  ['barman-3.4.0-list-json.exit-0', 'success', { snapshotId: '20261201T021405', bytes: 64577996 }],
  ['barman-3.4.0-list-text.exit-0', 'success', { advises: true }],
  ['barman-3.4.0-recover.exit-0', 'success', {}],
  ['barman-3.4.0-show-json.exit-0', 'success', { snapshotId: '20261201T021405', bytes: 31023564 }],
  ['barman-3.4.0-show-text.exit-0', 'success', {}],
  ['pgbackrest-2.45-backup-failure.exit-37', 'failure', { errors: 1, warnings: { other: 1 } }],
  [
    'pgbackrest-2.45-backup-full.exit-0',
    'success',
    {
      snapshotId: '20261201-021300F',
      bytes: 23068672,
      files: 964,
      durationMs: 3871,
      isRounded: true,
      warnings: { other: 1 },
      advises: true,
    },
  ],
  [
    'pgbackrest-2.45-backup-incr.exit-0',
    'success',
    {
      snapshotId: '20261201-021300F_20261201-021304I',
      addedBytes: 8499,
      files: 964,
      durationMs: 1514,
      isRounded: true,
      warnings: { other: 1 },
      advises: true,
    },
  ],
  ['pgbackrest-2.45-check.exit-0', 'success', { durationMs: 720 }],
  ['pgbackrest-2.45-info-empty.exit-0', 'failure', { errors: 1, warnings: { other: 1 } }],
  [
    'pgbackrest-2.45-info-json.exit-0',
    'success',
    { snapshotId: '20261201-021300F_20261201-021304I', bytes: 23025370, addedBytes: 426, durationMs: 1000 },
  ],
  ['pgbackrest-2.45-info-text.exit-0', 'success', { advises: true }],
  ['pgbackrest-2.45-info-unknown.exit-0', 'failure', { errors: 1, warnings: { repository_missing: 1 } }],
  ['pgbackrest-2.45-verify.exit-0', 'success', { durationMs: 358 }],
  ['postgresql-15-pg_basebackup-denied.exit-1', 'failure', { errors: 1, warnings: { access_denied: 1 } }],
  ['postgresql-15-pg_basebackup-failure.exit-1', 'failure', { errors: 1, warnings: { other: 1 } }],
  ['postgresql-15-pg_basebackup-progress-success.exit-0', 'success', { bytes: 23536640, isRounded: true }],
  ['postgresql-15-pg_dump-denied.exit-1', 'failure', { errors: 1, warnings: { access_denied: 1 } }],
  ['postgresql-15-pg_dump-no-server.exit-1', 'failure', { errors: 1, warnings: { connection: 1 } }],
  ['postgresql-15-pg_dump-verbose-success.exit-0', 'success', {}],
  ['postgresql-15-pg_dumpall-denied.exit-1', 'failure', { errors: 1, warnings: { access_denied: 1 } }],
  ['postgresql-15-pg_dumpall-success.exit-0', 'success', {}],
  ['postgresql-15-pg_restore-exit-on-error.exit-1', 'failure', { errors: 1, warnings: { other: 1 } }],
  ['postgresql-15-pg_restore-partial.exit-1', 'failure', { errors: 2, warnings: { other: 3 } }],
  ['postgresql-15-pg_verifybackup-failure.exit-1', 'failure', { errors: 1, warnings: { damaged: 1 } }],
  ['postgresql-15-pg_verifybackup-success.exit-0', 'success', {}],
];

test.each(ROWS)('the report of %s says %s', (...row) => {
  expect(rowOf(row[0])).toEqual(fullRow(row));
});
