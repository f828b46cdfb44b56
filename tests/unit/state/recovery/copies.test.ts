import { describe, expect, test } from 'vitest';
import type { EventAttributes } from '../../../../src/events/event.js';
import * as s from '../../../../src/semconv.js';
import { comparisonOf, copiesOf } from '../../../../src/state/copies.js';
import { defined, stateAfter, START, type Happened } from '../happened.js';

const region = { 'cloud.region': 'us-1' };
const of = (operation: s.BackupOperation, more: EventAttributes = {}): EventAttributes => ({
  'backup.operation': operation,
  'backup.destination.name': 's3-us',
  ...region,
  ...more,
});
const compared = (at: number, result: s.CopyComparison): Happened => ({
  name: s.EVENT_BACKUP_COPY_COMPARED,
  run: `verify-${at}`,
  at,
  more: of('verify', { 'backup.copy.comparison': result }),
});
const time = (minute: number) => START + minute * 60;

describe('the copies of a job', () => {
  const backup = stateAfter([
    defined(0, { more: { 'backup.expected.destinations': ['s3-us', 'vault'], 'backup.expected.regions': ['us-1', ''] } }),
    { name: s.EVENT_BACKUP_COPY_STORED, run: 'one', at: 10, more: { 'backup.outcome': 'success' } },
  ]);
  const copy = stateAfter([{ name: s.EVENT_BACKUP_COPY_STORED, run: 'copy', at: 20, more: of('copy') }]);
  const verify = stateAfter([
    compared(30, 'match'),
    { name: s.EVENT_BACKUP_COPY_VERIFIED, run: 'verify-30', at: 30, more: of('verify') },
    compared(50, 'unreachable'),
    compared(40, 'mismatch'),
  ]);

  test('are known by place, whichever operation says it', () => {
    const copies = copiesOf([backup, copy, verify]);
    expect(copies).toEqual([
      {
        job: 'nightly',
        destination: 's3-us',
        region: 'us-1',
        registered: time(0),
        stored: time(20),
        verified: time(30),
        compared: { match: time(30), mismatch: time(40), unreachable: time(50) },
      },
      { job: 'nightly', destination: 'vault', region: undefined, registered: time(0), compared: {} },
      { job: 'nightly', destination: 's3-eu', region: undefined, stored: time(10), compared: {} },
    ]);
  });

  test('are what the newest comparison says that says anything', () => {
    expect(copiesOf([verify]).map(comparisonOf)).toEqual([{ result: 'mismatch', at: time(40) }]);
    expect(comparisonOf({ compared: { match: 5, missing: 5 } })).toEqual({ result: 'missing', at: 5 });
    expect(comparisonOf({ compared: { match: 6, mismatch: 5 } })).toEqual({ result: 'match', at: 6 });
    expect(comparisonOf({ compared: { unreachable: 6 } })).toBeUndefined();
  });
});
