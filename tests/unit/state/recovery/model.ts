// A slow, obvious model of what can be restored: minute by minute, by trying all there is. Written apart from the code that it judges.
import type { RecoveryFact } from '../../../../src/state/recovery-facts.js';

type Of<Kind extends RecoveryFact['kind']> = Extract<RecoveryFact, { kind: Kind }>;

export function isUsable(backup: Of<'backup'>, facts: readonly RecoveryFact[]): boolean {
  const about = <Kind extends RecoveryFact['kind']>(kind: Kind) =>
    facts.filter((fact): fact is Of<Kind> => fact.kind === kind && 'provedRunId' in fact && fact.provedRunId === backup.runId);
  const telling = about('restore').filter(({ outcome }) => outcome !== 'cancelled' && outcome !== 'skipped');
  const newest = Math.max(...telling.map(({ at }) => at));
  if (telling.some(({ at, outcome }) => at === newest && outcome !== 'success')) return false;
  const places = new Set([backup, ...about('copy'), ...about('comparison').filter(({ result }) => result !== 'unreachable')].map(place));
  return [...places].some((one) => {
    const goods = [
      ...[backup, ...about('copy')].filter((copy) => place(copy) === one).map(({ at }) => at),
      ...about('comparison').flatMap((copy) => (place(copy) === one && copy.result === 'match' ? [copy.at] : [])),
    ];
    const bads = about('comparison').flatMap((copy) =>
      place(copy) === one && (copy.result === 'mismatch' || copy.result === 'missing') ? [copy.at] : [],
    );
    return Math.max(-1, ...goods) > Math.max(-1, ...bads);
  });
}

/** A log restores nothing by itself, and what builds on another backup needs one. */
function canBeRestored(backup: Of<'backup'>, facts: readonly RecoveryFact[]): boolean {
  if (backup.type === 'log' || !isUsable(backup, facts)) return false;
  if (backup.type !== 'incremental' && backup.type !== 'differential') return true;
  return facts.some((fact) => {
    if (fact.kind !== 'backup' || fact.at > backup.startedAt) return false;
    return (fact.type === undefined || fact.type === 'full' || fact.type === 'snapshot') && isUsable(fact, facts);
  });
}

function isGone(backup: Of<'backup'>, facts: readonly RecoveryFact[]): boolean {
  return facts.some((fact) => {
    if (fact.kind !== 'retention' || fact.tier !== backup.tier || fact.at < backup.at) return false;
    return fact.copies === 0 || (fact.oldest !== undefined && fact.oldest > backup.at);
  });
}

function place({ destination, region }: { destination: string; region?: string | undefined }): string {
  return JSON.stringify([destination, region]);
}

/** Whether every minute between two is in the archived log, by the facts that are given. */
function isArchived(from: number, until: number, facts: readonly RecoveryFact[]): boolean {
  const logs = facts
    .filter((fact): fact is Of<'log'> => fact.kind === 'log')
    .sort((one, other) => one.until - other.until || Number(other.hasGap) - Number(one.hasGap));
  if (!logs.some((log) => log.until <= from)) return false;
  if (!logs.some((log) => log.until >= until)) return false;
  // A fact with gaps breaks all between the fact before and itself.
  return logs.every(({ until: end, hasGap }, index) => {
    const begin = logs[index - 1]?.until ?? end;
    return !hasGap || end <= from || begin >= until;
  });
}

/** The newest minute to which the data can be brought that is not after the instant. */
export function newestRestorable(instant: number, facts: readonly RecoveryFact[]): number | undefined {
  const left = facts.filter((fact) => fact.kind !== 'backup' || !isGone(fact, facts));
  const backups = left.filter((fact): fact is Of<'backup'> => fact.kind === 'backup' && canBeRestored(fact, left));
  for (let minute = instant; minute >= 0; minute -= 1) {
    const asItWas = backups.some(({ startedAt, at }) => startedAt === minute && at <= instant);
    const byLog = backups.some(({ at }) => at <= minute && isArchived(at, minute, facts));
    if (asItWas || byLog) return minute;
  }
  return undefined;
}

/** How old the newest data were that could be restored at a moment, by what was there at the moment; usable by all that is known later. */
export function exposureAt(moment: number, facts: readonly RecoveryFact[]): number {
  const there = facts.filter((fact) => (fact.kind === 'log' || fact.kind === 'backup') && fact.at <= moment);
  const backups = there.filter((fact): fact is Of<'backup'> => fact.kind === 'backup' && canBeRestored(fact, facts));
  // What was said of the log later does not make a gap that was not there then; the log up to a time was complete or was not.
  const logs = facts.filter((fact): fact is Of<'log'> => fact.kind === 'log');
  for (let minute = moment; minute >= 0; minute -= 1) {
    const asItWas = backups.some(({ startedAt }) => startedAt === minute);
    const byLog = backups.some(
      ({ at }) => at <= minute && there.some((fact) => fact.kind === 'log' && fact.until === minute) && isArchived(at, minute, logs),
    );
    if (asItWas || byLog) return moment - minute;
  }
  return Infinity;
}
