import { expect, test } from 'vitest';
import { prometheusMetric, prometheusName } from '../../../src/conditions/index.js';

test.each([
  [{ name: 'backup.run.last_end.timestamp', unit: 's', kind: 'gauge' }, 'backup_run_last_end_timestamp_seconds'],
  [{ name: 'backup.run.last_size', unit: 'By', kind: 'gauge' }, 'backup_run_last_size_bytes'],
  [{ name: 'backup.retention.copies', unit: '{copy}', kind: 'gauge' }, 'backup_retention_copies'],
  [{ name: 'backup.run.ended', unit: '{run}', kind: 'counter' }, 'backup_run_ended_total'],
  [{ name: 'backup.processed.size', unit: 'By', kind: 'counter' }, 'backup_processed_size_bytes_total'],
  [{ name: 'backup.run.active', unit: '{run}', kind: 'updowncounter' }, 'backup_run_active'],
  [{ name: 'already.in.seconds', unit: 's', kind: 'gauge' }, 'already_in_seconds'],
  [{ name: 'rows.total.read', unit: '{row}', kind: 'counter' }, 'rows_read_total'],
  [{ name: 'queue.usage', unit: '1', kind: 'gauge' }, 'queue_usage_ratio'],
] as const)('names %j in Prometheus', (metric, expected) => {
  expect(prometheusName(metric)).toBe(expected);
});

test('takes unit and kind of a metric of the vocabulary from there', () => {
  expect(prometheusMetric('backup.run.duration')).toBe('backup_run_duration_seconds');
  expect(prometheusMetric('backup.expected.min_size')).toBe('backup_expected_min_size_bytes');
});
