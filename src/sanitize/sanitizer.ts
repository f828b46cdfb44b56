import { createAttributeCleaner, type CleanAttributes } from './record/attributes.js';
import { startOfUnfinished, withoutUnfinished } from './scan/cut.js';
import { createFrame } from './record/frame.js';
import { createNameCleaner } from './record/identity-names.js';
import { compileOptions, type PatternRule, type SanitizerOptions } from './options/options.js';
import { orUndefined } from '../untrusted/calls.js';
import { REDACTED } from './scan/rule.js';
import { createScan } from './scan/scan.js';
import { mergeFindings, redactFindings, type Finding } from './scan/findings.js';

/** Attribute values of both OpenTelemetry majors: scalars, arrays, bytes, nested maps. */
export type AttributeRecord = Readonly<Record<string, unknown>>;

/** Cleans texts and attribute records. Built once, used everywhere. */
export interface Sanitizer {
  /** The text without secrets. Never throws: a text that cannot be cleaned becomes the marker. */
  readonly text: (value: string) => string;
  /** A new record without secrets; `scope` is the name of the instrumentation scope it came from. Never throws. */
  readonly attributes: (record: AttributeRecord, scope?: string) => Record<string, unknown>;
  /** Any value: texts, numbers, arrays, bytes and maps, as log bodies hold. Never throws. */
  readonly value: (value: unknown) => unknown;
  /** How often each rule struck since the start, by its name. Counts, never values. */
  readonly counts: () => Readonly<Record<string, number>>;
  /** The same, but a rule that throws is heard: for those who would rather drop than redact, as the exporters do. */
  readonly strict: StrictSanitizer;
}

/** What decorators of exporters and processors clean with. Nobody else needs it: what it throws has to be caught, and the record dropped. */
export interface StrictSanitizer {
  /** As {@link Sanitizer.text}, but throws what a rule throws. */
  readonly text: (value: string) => string;
  /** As {@link Sanitizer.attributes}, but throws what a rule throws. */
  readonly attributes: (record: AttributeRecord, scope?: string) => Record<string, unknown>;
  /** As {@link Sanitizer.value}, but throws what a rule throws. */
  readonly value: (value: unknown) => unknown;
  /** Counts records that were dropped because they could not be cleaned, or not in time. */
  readonly countDropped: (signal: string, records: number) => void;
  /** Whether only what this package itself records may leave. */
  readonly ownOnly: boolean;
  /** Cleans one record within a time budget of its own. `cutAt` is the length at which the record's SDK cuts texts, -1 for one that cuts none. */
  readonly within: <Result>(cutAt: number | undefined, run: () => Result) => Result;
  /** Cleans without a budget, for texts that nobody cuts: what is cleaned once and kept, and what this package itself records. */
  readonly unhurried: <Result>(run: () => Result) => Result;
  /** Whether the time is over: what is left is dropped. */
  readonly isOver: () => boolean;
  /** Starts a batch, which has the time of ten records: says whether it is over. */
  readonly startBatch: () => () => boolean;
}

const MAX_PASSES = 4;
/** How far behind a cut the scan still looks, so that a secret that begins before the cut is seen whole. */
const GUARD = 512;
const MAX_WORD = 2048;

/**
 * Compiles the rules once and returns the sanitizer that applies them.
 *
 * @throws {@link BackupTelemetryError} with code `configuration_invalid` when an option is wrong.
 * @example
 * ```ts
 * import { createSanitizer } from '@wedsync/backup-telemetry/sanitize';
 *
 * const sanitizer = createSanitizer();
 * sanitizer.text('restic -r /srv/repo failed'); // 'restic -r [REDACTED] failed'
 * ```
 */
export function createSanitizer(options: SanitizerOptions = {}): Sanitizer {
  const compiled = compileOptions(options);
  const { onRedact, now = () => performance.now() } = options;
  const frame = createFrame(compiled.budgetMs, compiled.cutAt, now);
  const counts = new Map<string, number>();
  const count = (rule: string, times: number): void => {
    counts.set(rule, (counts.get(rule) ?? 0) + times);
    // Whoever listens must not decide whether a secret leaves.
    orUndefined<unknown>(() => onRedact?.(rule, times));
  };
  const { remove, find, names } = createScrub(compiled, count);
  const finish = (text: string): string => {
    if (!frame.isCut(text.length)) return text;
    count('cut-text', 1);
    return withoutUnfinished(text);
  };
  const scrub = (value: string): string => {
    if (frame.isOver()) {
      count('over-budget', 1);
      return REDACTED;
    }
    // Instrumentation written in JavaScript gives names of any type.
    return remove(finish(typeof value === 'string' ? value : String(value)));
  };
  const texts = { scrub, remove, finish, isOver: () => frame.isOver() };
  const cleaner = createAttributeCleaner(compiled, texts, count, createNameCleaner(find, names, count));
  const clean: CleanAttributes = { text: scrub, ...cleaner };

  function orElse<In extends unknown[], Out>(run: (...input: In) => Out, fallback: () => Out): (...input: In) => Out {
    return (...input) => {
      try {
        return run(...input);
      } catch {
        count('failed', 1);
        return fallback();
      }
    };
  }
  return {
    text: orElse(clean.text, () => REDACTED),
    attributes: orElse(clean.attributes, () => ({})),
    value: orElse(clean.value, (): unknown => REDACTED),
    counts: () => Object.fromEntries(counts),
    strict: { ...clean, ...frame, ownOnly: false, countDropped: (signal, records) => count(`dropped-${signal}`, records) },
  };
}

type Compiled = ReturnType<typeof compileOptions>;

interface Scrub {
  readonly remove: (text: string) => string;
  readonly find: (text: string) => readonly Finding[] | undefined;
  /** Of the rules, in the order of their numbers in findings. */
  readonly names: readonly string[];
}

function createScrub({ rules, patterns, maxLength }: Compiled, count: (rule: string, times: number) => void): Scrub {
  const names = [...rules.map((rule) => rule.name), ...patterns.map((rule) => rule.name)];
  const scan = createScan([...rules, ...patterns.map(patternRule)]);
  const everywhere = patterns.filter((rule) => rule.triggers === undefined);

  const find = (text: string): Finding[] | undefined => {
    let findings = scan(text);
    for (const { name, pattern } of everywhere) {
      pattern.forEach(text, (start, end) => (findings ??= []).push({ start, end, rule: names.indexOf(name) }));
    }
    return findings;
  };

  const remove = (value: string): string => {
    let text = value;
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const long = text.length > maxLength;
      const head = long ? text.slice(0, maxLength) : text;
      const findings = find(head);
      if (findings === undefined && !long) return text;
      const next = redactFindings(head, mergeFindings(findings ?? []), long ? cutAt(head) : head.length, (rule) => count(names[rule]!, 1));
      if (next === text) return text;
      text = next;
    }
    // What a removal leaves may look like a secret once more. Rather nothing than another round.
    return find(text) === undefined ? text : REDACTED;
  };
  return { remove, find, names };
}

/** A place before the guard where no word is cut through, nor a number in groups. */
function cutAt(head: string): number {
  const limit = head.length - GUARD;
  const start = startOfUnfinished(head.slice(0, limit));
  if (start > limit - MAX_WORD) return start;
  // JSON without a blank in it: behind a value. Else the whole word goes, for all that is known.
  const item = Math.max(...['",', '},', '],'].map((mark) => head.lastIndexOf(mark, limit)));
  return item > start ? item + 1 : start;
}

/** A custom rule with triggers: its pattern runs once over a text that holds one of them. */
function patternRule({ name, pattern, triggers = [] }: PatternRule): Parameters<typeof createScan>[0][number] {
  return {
    name,
    triggers,
    find(text, _from, _to, findings) {
      pattern.forEach(text, (start, end) => findings.redact(start, end));
      findings.skipTo(text.length);
    },
  };
}
