import { expect, test } from 'vitest';
import { fullRow, rowOf, type ExpectedRow } from '../../kit/tool-output.js';

// Figures and outcomes as they stand in the recordings, which real programs made of data that was made up.
const ROWS: readonly ExpectedRow[] = [
  ['restic-0.14.0-backup-json-all-missing.exit-1', 'failure', { errors: 2, warnings: { source_missing: 1, other: 1 } }],
  [
    'restic-0.14.0-backup-json-missing.exit-0',
    'partial',
    { files: 3, bytes: 323896, addedBytes: 0, durationMs: 219, snapshotId: 'd4fdd34d', errors: 1, warnings: { source_missing: 1 } },
  ],
  ['restic-0.14.0-backup-json-no-repo.exit-1', 'failure', { errors: 1, warnings: { repository_missing: 1 } }],
  [
    'restic-0.14.0-backup-json-partial.exit-3',
    'partial',
    { files: 2, bytes: 300003, addedBytes: 1434, durationMs: 226, snapshotId: 'cd4f90ee', errors: 1, warnings: { source_unreadable: 1 } },
  ],
  [
    'restic-0.14.0-backup-json-success.exit-0',
    'success',
    { files: 3, bytes: 323896, addedBytes: 325653, durationMs: 225, snapshotId: 'd1a1d896' },
  ],
  ['restic-0.14.0-backup-json-wrong-password.exit-1', 'failure', { errors: 1, warnings: { access_denied: 1 } }],
  [
    'restic-0.14.0-backup-text-missing.exit-0',
    'partial',
    {
      addedBytes: 0,
      files: 3,
      bytes: 323896,
      durationMs: 0,
      snapshotId: '1963b93f',
      isRounded: true,
      errors: 1,
      warnings: { source_missing: 1 },
      advises: true,
    },
  ],
  ['restic-0.14.0-backup-text-no-repo.exit-1', 'failure', { errors: 1, warnings: { repository_missing: 1 } }],
  [
    'restic-0.14.0-backup-text-partial.exit-3',
    'partial',
    {
      addedBytes: 0,
      files: 2,
      bytes: 300003,
      durationMs: 0,
      snapshotId: 'bbd8a779',
      isRounded: true,
      errors: 1,
      warnings: { source_unreadable: 1 },
      advises: true,
    },
  ],
  [
    'restic-0.14.0-backup-text-success.exit-0',
    'success',
    { addedBytes: 0, files: 3, bytes: 323896, durationMs: 0, snapshotId: '02980c7b', isRounded: true, advises: true },
  ],
  ['restic-0.14.0-check-damaged.exit-1', 'failure', { errors: 3, warnings: { damaged: 3, retried: 10 } }],
  ['restic-0.14.0-check-json.exit-0', 'success', {}],
  ['restic-0.14.0-check.exit-0', 'success', {}],
  ['restic-0.14.0-forget-json.exit-0', 'success', {}],
  ['restic-0.14.0-forget-text.exit-0', 'success', {}],
  ['restic-0.14.0-prune.exit-0', 'success', {}],
  ['restic-0.14.0-restore-damaged.exit-1', 'failure', { errors: 5, warnings: { retried: 10, damaged: 2, source_missing: 2, other: 1 } }],
  ['restic-0.14.0-restore-json.exit-0', 'success', {}],
  ['restic-0.14.0-restore.exit-0', 'success', {}],
  ['restic-0.14.0-stats-json.exit-0', 'success', { bytes: 1895590, files: 28 }],
  ['restic-0.14.0-stats-raw-json.exit-0', 'success', { bytes: 312053, files: 0 }],
  ['restic-0.14.0-stats-text.exit-0', 'success', {}],
];

test.each(ROWS)('the report of %s says %s', (...row) => {
  expect(rowOf(row[0])).toEqual(fullRow(row));
});
