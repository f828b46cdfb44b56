import { expect, test } from 'vitest';
import { fullRow, rowOf, type ExpectedRow } from '../../kit/tool-output.js';

// Figures and outcomes as they stand in the recordings, which real programs made of data that was made up.
const ROWS: readonly ExpectedRow[] = [
  ['rclone-1.60.1-check-json-diff.exit-1', 'failure', { bytes: 0, files: 0, durationMs: 57, errors: 1, warnings: { damaged: 2 } }],
  ['rclone-1.60.1-check-json.exit-0', 'success', { bytes: 0, files: 0, durationMs: 64 }],
  ['rclone-1.60.1-json-default.exit-0', 'success', { advises: true }],
  [
    'rclone-1.60.1-json-nosource.exit-3',
    'failure',
    { bytes: 0, files: 0, durationMs: 81, errors: 3, warnings: { source_missing: 4, retried: 3 } },
  ],
  ['rclone-1.60.1-json-nothing.exit-9', 'skipped', { bytes: 0, files: 0, durationMs: 60 }],
  [
    'rclone-1.60.1-json-partial.exit-1',
    'failure',
    { bytes: 300003, files: 2, durationMs: 62, errors: 1, warnings: { source_unreadable: 2, retried: 1 } },
  ],
  ['rclone-1.60.1-json-success.exit-0', 'success', { bytes: 323896, files: 3, durationMs: 89 }],
  ['rclone-1.60.1-json-v.exit-0', 'success', { bytes: 323896, files: 3, durationMs: 61 }],
  ['rclone-1.60.1-text-P.exit-0', 'success', { bytes: 323896, files: 3, durationMs: 0, isRounded: true, advises: true }],
  ['rclone-1.60.1-text-default.exit-0', 'success', { advises: true }],
  [
    'rclone-1.60.1-text-nosource.exit-3',
    'failure',
    { bytes: 0, durationMs: 0, isRounded: true, errors: 3, warnings: { source_missing: 4, retried: 3 }, advises: true },
  ],
  [
    'rclone-1.60.1-text-partial.exit-1',
    'failure',
    { bytes: 0, durationMs: 0, isRounded: true, errors: 2, warnings: { source_unreadable: 3, retried: 2 }, advises: true },
  ],
  ['rclone-1.60.1-text-v.exit-0', 'success', { bytes: 323896, files: 3, durationMs: 0, isRounded: true, advises: true }],
  ['rsync-3.5.0-missing.exit-23', 'failure', { files: 0, bytes: 0, addedBytes: 0, errors: 1, warnings: { source_missing: 1 } }],
  ['rsync-3.5.0-stats-human.exit-0', 'success', { files: 3, bytes: 323900, addedBytes: 323900, isRounded: true, advises: true }],
  [
    'rsync-3.5.0-stats-partial.exit-23',
    'partial',
    { files: 3, bytes: 323896, addedBytes: 323896, errors: 1, warnings: { source_missing: 1 } },
  ],
  ['rsync-3.5.0-stats-progress-success.exit-0', 'success', { files: 3, bytes: 323896, addedBytes: 323896 }],
  ['rsync-3.5.0-stats-success.exit-0', 'success', { files: 3, bytes: 323896, addedBytes: 323896 }],
  ['rsync-3.5.0-v-success.exit-0', 'success', { bytes: 323896 }],
  ['tar-1.34-changed.exit-1', 'partial', { bytes: 368640, errors: 1, warnings: { source_changed: 1 } }],
  ['tar-1.34-extract-bad.exit-2', 'failure', { errors: 1, warnings: { other: 1 } }],
  ['tar-1.34-missing.exit-2', 'failure', { bytes: 337920, errors: 1, warnings: { source_missing: 1 } }],
  ['tar-1.34-no-target.exit-2', 'failure', { errors: 1, warnings: { source_missing: 1 } }],
  ['tar-1.34-totals-success.exit-0', 'success', { bytes: 337920 }],
  ['tar-1.34-v-success.exit-0', 'success', { advises: true }],
  ['tar-1.34-verify.exit-1', 'partial', { errors: 1, warnings: { source_missing: 1 }, advises: true }],
];

test.each(ROWS)('the report of %s says %s', (...row) => {
  expect(rowOf(row[0])).toEqual(fullRow(row));
});
