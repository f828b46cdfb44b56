import fc from 'fast-check';
import { BACKUP_OUTCOMES, COPY_COMPARISONS } from '../../../../src/semconv.js';
import type { RecoveryFact } from '../../../../src/state/recovery-facts.js';

export const END = 120;

const at = fc.integer({ min: 1, max: END });
const run = fc.constantFrom('one', 'two', 'three');
const type = fc.constantFrom(undefined, 'full', 'full', 'snapshot', 'incremental', 'differential', 'log');
const tier = fc.constantFrom(undefined, 'weekly');
const place = { destination: fc.constantFrom('s3-eu', 's3-us') };

const backup = fc
  .record({ kind: fc.constant('backup' as const), at, took: fc.integer({ min: 0, max: 9 }), type, tier, ...place })
  .map(({ took, ...rest }) => ({ ...rest, startedAt: Math.max(0, rest.at - took) }));
const proof = fc.oneof(
  fc.record({ kind: fc.constant('copy' as const), at, provedRunId: run, ...place }),
  fc.record({ kind: fc.constant('comparison' as const), at, provedRunId: run, ...place, result: fc.constantFrom(...COPY_COMPARISONS) }),
  fc.record({
    kind: fc.constant('restore' as const),
    at,
    provedRunId: run,
    outcome: fc.constantFrom(...BACKUP_OUTCOMES),
    duration: fc.integer({ min: 1, max: 30 }),
    checks: fc.constant([]),
  }),
);
const log = fc
  .record({
    kind: fc.constant('log' as const),
    at,
    late: fc.integer({ min: 0, max: 5 }),
    hasGap: fc.constantFrom(false, false, false, true),
  })
  .map(({ late, ...rest }) => ({ ...rest, until: Math.max(0, rest.at - late) }));

const retention = fc.record({
  kind: fc.constant('retention' as const),
  at,
  tier,
  copies: fc.constantFrom(0, 1, 3),
  oldest: fc.option(at, { nil: undefined }),
});

const named = (facts: readonly object[]) => facts.map((fact, index) => ({ runId: `proof-${index}`, ...fact }) as RecoveryFact);

/** Facts of a job in minutes, in any order: up to three backups, what is said of them, what retention left, and a log. */
export const histories: fc.Arbitrary<readonly RecoveryFact[]> = fc
  .tuple(
    fc.array(backup, { maxLength: 3 }).map((all) => all.map((one, index) => ({ ...one, runId: ['one', 'two', 'three'][index] }))),
    fc.array(proof, { maxLength: 5 }),
    fc.array(retention, { maxLength: 1 }),
    fc.uniqueArray(log, { maxLength: 12, selector: ({ until }) => until }),
  )
  .chain(([backups, proofs, pruned, logs]) => {
    const all = named([...backups, ...proofs, ...pruned, ...logs]);
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
