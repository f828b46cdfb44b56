import type { BackupOutcome } from '../semconv.js';
import { worstEnd } from '../semconv/outcome-order.js';
import { addCounts } from './amounts.js';
import { classify } from './classify.js';
import type { Count, ToolWarning } from './report.js';

type Amount = 'bytes' | 'addedBytes' | 'files';

/** What has been read so far. */
export interface Tally {
  readonly figures: Readonly<Partial<Record<Amount, Count>>> & { readonly durationMs?: number; readonly snapshotId?: string };
  readonly warnings: Readonly<Partial<Record<ToolWarning, number>>>;
  readonly errors: Count;
  readonly outcome: BackupOutcome;
  readonly isRounded: boolean;
  /** Whether the command has no figures to say. */
  readonly isFigureless: boolean;
  noteFigureless(): void;
  /** The newest value counts; `undefined` changes nothing. A rounded value replaces no exact one. */
  set(amount: Amount, value: Count | undefined, options?: { readonly rounded?: boolean }): void;
  add(amount: Amount, value: Count | undefined): void;
  took(durationMs: number | undefined): void;
  /** Only identifiers that the tool generates: the pattern must hold nothing that a person may choose. */
  made(snapshotId: string | undefined, pattern: RegExp): void;
  warn(what: ToolWarning): void;
  /** Counts an error, and what its message is about. */
  fail(message: string, outcome: BackupOutcome): void;
  /** Of a tool that counts its errors itself. */
  countErrors(count: Count | undefined, outcome: BackupOutcome): void;
  worsen(outcome: BackupOutcome): void;
}

export function createTally(): Tally {
  const figures: { -readonly [Name in keyof Tally['figures']]: Tally['figures'][Name] } = {};
  const exact = new Set<Amount>();
  const warnings: Partial<Record<ToolWarning, number>> = {};
  let isFigureless = false;
  let lines = 0;
  let counted: Count = 0;
  let outcome: BackupOutcome = 'success';

  const warn = (what: ToolWarning) => (warnings[what] = (warnings[what] ?? 0) + 1);
  const worsen = (other: BackupOutcome) => (outcome = worstEnd([outcome, other]) ?? other);
  return {
    figures,
    warnings,
    get errors() {
      return BigInt(counted) > BigInt(lines) ? counted : lines;
    },
    get outcome() {
      return outcome;
    },
    get isRounded() {
      return (['bytes', 'addedBytes'] as const).some((amount) => figures[amount] !== undefined && !exact.has(amount));
    },
    get isFigureless() {
      return isFigureless;
    },
    noteFigureless() {
      isFigureless = true;
    },
    set(amount, value, { rounded = false } = {}) {
      if (value === undefined || (rounded && exact.has(amount))) return;
      figures[amount] = value;
      if (!rounded) exact.add(amount);
    },
    add(amount, value) {
      const sum = addCounts(figures[amount], value);
      if (sum === undefined) return;
      figures[amount] = sum;
      exact.add(amount);
    },
    took(durationMs) {
      if (durationMs !== undefined) figures.durationMs = durationMs;
    },
    made(snapshotId, pattern) {
      if (snapshotId !== undefined && pattern.test(snapshotId)) figures.snapshotId = snapshotId;
    },
    warn,
    fail(message, how) {
      lines += 1;
      warn(classify(message));
      worsen(how);
    },
    countErrors(count, how) {
      if (count === undefined || BigInt(count) === 0n) return;
      if (BigInt(count) > BigInt(counted)) counted = count;
      worsen(how);
    },
    worsen,
  };
}
