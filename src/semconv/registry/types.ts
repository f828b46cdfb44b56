/** Requirement level of an attribute on one signal, as OpenTelemetry defines them. */
export type RequirementLevel = 'required' | 'recommended' | { readonly conditionallyRequired: string };

/** Attributes that occur together. A signal lists its sets; where two say something of one attribute, the later one holds. */
export type AttributeSet =
  | 'resource'
  | 'delivery'
  | 'identity'
  | 'slot'
  | 'type'
  | 'job'
  | 'run'
  | 'outcome'
  | 'error'
  | 'duration'
  | 'bytes'
  | 'result'
  | 'copy'
  | 'tier'
  | 'definition';

/** What is the same for every metric. */
interface MetricRow {
  /** Name of its constant. */
  readonly constant: `METRIC_BACKUP_${string}`;
  /** UCUM. */
  readonly unit: string;
  readonly brief: string;
  /** When it is recorded. */
  readonly when: string;
  readonly note?: string;
  readonly sets: readonly AttributeSet[];
}

/** A metric for people: what happened, summed up over time. */
export interface SumRow extends MetricRow {
  readonly instrument: 'histogram' | 'counter' | 'updowncounter';
  readonly buckets?: 'DURATION_BUCKETS_SECONDS' | 'SIZE_BUCKETS_BYTES';
  /** Whether sanitizers count it, in place of the core. @default false */
  readonly bySanitizer?: boolean;
}

/** A metric for rules: the last known state, one value for each identity. */
export interface StateGaugeRow extends MetricRow {
  /** What sets it: an event, the end of a run with such an outcome, a fact that a success proves, or one that is recorded. Definitions set the others. */
  readonly setBy?:
    | { readonly event: string }
    | { readonly outcomes: readonly string[] }
    | {
        readonly fact: string;
        /** The operations of the runs whose fact sets it. @default those that prove it */
        readonly operations?: readonly string[];
      }
    | { readonly recorded: string };
}

/** One event: when it is emitted, and with which attributes. */
export interface EventRow {
  readonly brief: string;
  readonly when: string;
  readonly note?: string;
  /** Severity text of the log record; `outcome` where the outcome decides. */
  readonly severity: 'INFO' | 'WARN' | 'outcome';
  readonly sets: readonly AttributeSet[];
  /**
   * Of an event that states what a successful run proved: the operations of such runs, and whether the fact is of a copy. A copy is the same
   * copy whether a backup stored it, a copy run brought it or a verify run read it: one identity for all three, under the operation `copy`.
   */
  readonly fact?: { readonly operations: readonly string[]; readonly ofCopy?: true };
}

/** What a span stands for, and what it carries. */
export interface SpanRow {
  readonly brief: string;
  /** Name with its variable parts in braces. */
  readonly name: string;
  /** The attribute that each variable part is. */
  readonly nameParts: Readonly<Record<string, string>>;
  readonly note: string;
  readonly atStart: readonly AttributeSet[];
  readonly atEnd: readonly AttributeSet[];
}
