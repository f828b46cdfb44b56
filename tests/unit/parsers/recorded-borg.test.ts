import { expect, test } from 'vitest';
import { fullRow, rowOf, type ExpectedRow } from '../../kit/tool-output.js';

// Figures and outcomes as they stand in the recordings, which real programs made of data that was made up.
const ROWS: readonly ExpectedRow[] = [
  ['borg-1.2.4-check-damaged.exit-1', 'failure', { errors: 5, warnings: { damaged: 3, other: 2, source_missing: 4 } }],
  ['borg-1.2.4-check-logjson.exit-0', 'success', {}],
  ['borg-1.2.4-check-text.exit-0', 'success', {}],
  ['borg-1.2.4-create-json-exists.exit-2', 'failure', { errors: 1, warnings: { other: 1 } }],
  ['borg-1.2.4-create-json-no-repo.exit-2', 'failure', { errors: 1, warnings: { repository_missing: 1 } }],
  [
    'borg-1.2.4-create-json-success.exit-0',
    'success',
    {
      bytes: 324400,
      addedBytes: 320251,
      files: 3,
      durationMs: 7,
      snapshotId: '6fe14b37ca169c63a51ca5781708563b2e4bacb7777caa53e2648d90efd9adf9',
    },
  ],
  [
    'borg-1.2.4-create-json-warning.exit-1',
    'partial',
    {
      bytes: 324400,
      addedBytes: 469,
      files: 3,
      durationMs: 3,
      snapshotId: '63ffd6abd1f422e5cbce5bc8b6eca92632cc51d6ed44cb7835565d05543f7a06',
      warnings: { source_missing: 1 },
    },
  ],
  [
    'borg-1.2.4-create-logjson-success.exit-0',
    'success',
    {
      snapshotId: '4a47b39c1a77a060176b0568c06e9ca576e704c4a9a1e86bd5c6cac67212f530',
      durationMs: 0,
      files: 3,
      bytes: 324410,
      addedBytes: 482,
      isRounded: true,
      advises: true,
    },
  ],
  ['borg-1.2.4-create-text-no-repo.exit-2', 'failure', { errors: 1, warnings: { repository_missing: 1 } }],
  [
    'borg-1.2.4-create-text-success.exit-0',
    'success',
    {
      snapshotId: 'd87f22823116d8a7d546625e0410fca0ca89cc6f6c008a3e835fc56ce3ae3f7c',
      durationMs: 0,
      files: 3,
      bytes: 324380,
      addedBytes: 459,
      isRounded: true,
      advises: true,
    },
  ],
  [
    'borg-1.2.4-create-text-warning.exit-1',
    'partial',
    {
      snapshotId: '52b9967af9bd5b8505eea2d34609498b63afef4606e5f0cd63b2bd5cf8bf3849',
      durationMs: 0,
      files: 3,
      bytes: 324390,
      addedBytes: 468,
      isRounded: true,
      warnings: { source_missing: 1 },
      advises: true,
    },
  ],
  ['borg-1.2.4-extract-damaged.exit-2', 'failure', { errors: 1, warnings: { damaged: 1 } }],
  ['borg-1.2.4-info-json.exit-0', 'success', {}],
  ['borg-1.2.4-prune-logjson.exit-0', 'success', {}],
  ['borg-2.0.0b5-check.exit-0', 'success', {}],
  ['borg-2.0.0b5-create-json-no-repo.exit-2', 'failure', { errors: 1, warnings: { repository_missing: 1 } }],
  [
    'borg-2.0.0b5-create-json-success.exit-0',
    'success',
    {
      bytes: 24405,
      addedBytes: 24405,
      files: 3,
      durationMs: 5,
      snapshotId: '5a01cd36f527274a531c057704f8bc9d4c8895c443710d02e2b5a1cf76927fc0',
    },
  ],
  [
    'borg-2.0.0b5-create-json-warning.exit-1',
    'partial',
    {
      bytes: 24405,
      addedBytes: 474,
      files: 3,
      durationMs: 3,
      snapshotId: 'fe2bdf017d41cd50b8379a9744d9092687e67f06077020cad7b706593f4b452b',
      warnings: { source_missing: 1 },
    },
  ],
  [
    'borg-2.0.0b5-create-text-success.exit-0',
    'success',
    {
      snapshotId: '80df4668d9b77e8f56e592a21fe3024fbf2489a9d760a3f9f0c4c34f91edd57e',
      durationMs: 0,
      files: 3,
      bytes: 24390,
      addedBytes: 456,
      isRounded: true,
      advises: true,
    },
  ],
  ['borg-2.0.0b5-prune.exit-0', 'success', {}],
];

test.each(ROWS)('the report of %s says %s', (...row) => {
  expect(rowOf(row[0])).toEqual(fullRow(row));
});
