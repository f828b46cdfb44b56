import { shown } from '../../errors.js';
import { cutLengths } from './cut-lengths.js';
import { refuseUnknown } from '../../untrusted/refuse-unknown.js';
import { findUnknownKeys, keysOf } from '../../untrusted/unknown-keys.js';
import { OWN_KEYS } from './own-keys.js';
import type { Rule } from '../scan/rule.js';
import { builtInRules } from '../rules/index.js';
import { linearPattern, type LinearPattern } from './linear-pattern.js';
import { invalid } from '../../untrusted/invalid.js';

/** A rule of your own: every match of `pattern` is removed. */
export interface CustomRule {
  /** Kebab-case; the name that counts are kept under. */
  readonly name: string;
  /**
   * Runs in linear time, by RE2's rules: look-ahead, look-behind, back references, and the flags `m` and `v` are refused.
   * Flags `g` and `y` are ignored.
   */
  readonly pattern: RegExp;
  /**
   * Literals of which each match contains at least one (any letter case, `0` for any digit). With them the pattern runs
   * only on texts that hold one.
   * @default run on every text
   */
  readonly triggers?: readonly string[] | undefined;
}

/** What the value of an allowed attribute must be. */
export type AllowedValue = 'string' | 'number' | 'boolean' | 'any' | RegExp;

/** Milliseconds, or a text such as `'100ms'` or `'1s'`. */
export type Budget = number | `${number}ms` | `${number}s`;

/** How {@link createSanitizer} works. */
export interface SanitizerOptions {
  /** More rules. */
  readonly rules?: readonly CustomRule[] | undefined;
  /** Names of built-in rules to leave out. */
  readonly disabledRules?: readonly string[] | undefined;
  /**
   * Longest text looked at, in UTF-16 units; a longer one is cut, never inside a secret.
   * @default 8192
   */
  readonly maxLength?: number | undefined;
  /**
   * More keys that stay on this package's own spans, metrics and events, as a list or with what their values must be.
   * Of the own scope only the keys of the semantic conventions leave; other scopes go by keys and values that look secret.
   */
  readonly allowedKeys?: readonly string[] | Readonly<Record<string, AllowedValue>> | undefined;
  /** Attribute keys always removed, besides the built-in ones; any spelling (`backup_path`, `backupPath`, `backup.path`). */
  readonly removedKeys?: readonly string[] | undefined;
  /**
   * Time for one span, log record or point of a metric; a batch has that of ten. What is not clean by then is dropped, and
   * counted as `over-budget`. What this package itself records has no budget: it is small.
   * @default '100ms'
   */
  readonly budget?: Budget | undefined;
  /**
   * Lengths at which texts are cut before they come here. The word that a cut went through is removed: it may be the start
   * of a secret. The limits of the record's own SDK are known without this.
   * @default the lengths that `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT` and its kin set
   */
  readonly cutAt?: readonly number[] | undefined;
  /**
   * The clock of the budget, in milliseconds from any start.
   * @default performance.now
   */
  readonly now?: (() => number) | undefined;
  /** Hears the rule and how often it struck in one text, never a value. Must not throw; a throw is swallowed. */
  readonly onRedact?: ((rule: string, count: number) => void) | undefined;
}

/** A rule of the caller's, compiled. */
export interface PatternRule {
  readonly name: string;
  readonly pattern: LinearPattern;
  readonly triggers: readonly string[] | undefined;
}

/** What a value must be, compiled. */
export type Expected = Exclude<AllowedValue, RegExp> | LinearPattern;

/** The options, checked and compiled. */
export interface CompiledOptions {
  readonly rules: readonly Rule[];
  readonly patterns: readonly PatternRule[];
  readonly maxLength: number;
  readonly allowed: ReadonlyMap<string, Expected>;
  readonly removedKeys: readonly string[];
  readonly budgetMs: number;
  readonly cutAt: readonly number[];
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** @throws {@link BackupTelemetryError} with code `configuration_invalid` and a sentence that says what was expected and what came. */
export function compileOptions(options: SanitizerOptions): CompiledOptions {
  refuseUnknown('the options of the sanitizer', options, KEYS);
  return compileKnown(options);
}

const KEYS = keysOf<SanitizerOptions>({
  rules: 1,
  disabledRules: 1,
  maxLength: 1,
  allowedKeys: 1,
  removedKeys: 1,
  budget: 1,
  cutAt: 1,
  now: 1,
  onRedact: 1,
});

/** Whether there is an option that nobody reads: what it should have removed would leave. */
export function hasUnknownOption(options: SanitizerOptions): boolean {
  return findUnknownKeys(options, KEYS).length > 0;
}

function compileKnown({
  rules = [],
  disabledRules = [],
  maxLength = 8192,
  allowedKeys = [],
  removedKeys = [],
  budget = '100ms',
  cutAt = cutLengths(),
}: SanitizerOptions): CompiledOptions {
  if (!Number.isInteger(maxLength) || maxLength < 2048) throw invalid(`\`maxLength\` to be a whole number from 2048 up`, shown(maxLength));
  const budgetMs = readBudget(budget);
  if (!Array.isArray(cutAt) || !cutAt.every((length) => Number.isInteger(length) && length > 0))
    throw invalid(`\`cutAt\` to be a list of whole numbers above 0`, shown(cutAt));
  const builtIn = new Set(builtInRules.map((rule) => rule.name));
  for (const name of disabledRules) {
    if (!builtIn.has(name)) throw invalid(`\`disabledRules\` to name built-in rules (${[...builtIn].join(', ')})`, shown(name));
  }
  const taken = new Set(builtIn);
  const patterns = rules.map((rule) => {
    const compiled = compileRule(rule, taken);
    taken.add(rule.name);
    return compiled;
  });
  for (const key of removedKeys)
    if (typeof key !== 'string' || key === '') throw invalid(`\`removedKeys\` to be attribute keys`, shown(key));
  return {
    rules: builtInRules.filter((rule) => !disabledRules.includes(rule.name)),
    patterns,
    maxLength,
    allowed: compileAllowed(allowedKeys),
    removedKeys,
    budgetMs,
    cutAt,
  };
}

function readBudget(budget: Budget): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(String(budget)) ?? [];
  const budgetMs = typeof budget === 'number' ? budget : Number(amount ?? NaN) * (unit === 's' ? 1000 : 1);
  if (!(budgetMs > 0)) throw invalid(`\`budget\` to be a time above 0 such as "100ms"`, shown(budget));
  return budgetMs;
}

function compileRule(rule: CustomRule, taken: ReadonlySet<string>): PatternRule {
  if (typeof rule !== 'object' || rule === null)
    throw invalid(`each of \`rules\` to be an object with \`name\` and \`pattern\``, shown(rule));
  if (typeof rule.name !== 'string' || !NAME.test(rule.name))
    throw invalid(`the \`name\` of a rule to be kebab-case such as "guest-code"`, shown(rule.name));
  if (taken.has(rule.name)) throw invalid('each rule to have a name of its own', `${shown(rule.name)} twice`);
  if (!(rule.pattern instanceof RegExp))
    throw invalid(`the \`pattern\` of rule "${rule.name}" to be a regular expression`, shown(rule.pattern));
  const pattern = linearPattern(rule.pattern);
  if (typeof pattern === 'string') throw invalid(`the \`pattern\` of rule "${rule.name}" to ${pattern}`, shown(rule.pattern));
  for (const trigger of rule.triggers ?? []) {
    if (typeof trigger !== 'string' || trigger === '' || trigger.length > 64)
      throw invalid(`the \`triggers\` of rule "${rule.name}" to be texts of 1 to 64 characters`, shown(trigger));
  }
  if (rule.triggers?.length === 0)
    throw invalid(`\`triggers\` of rule "${rule.name}" to be left out or to hold at least one text`, 'an empty list');
  return { name: rule.name, pattern, triggers: rule.triggers };
}

function compileAllowed(allowedKeys: NonNullable<SanitizerOptions['allowedKeys']>): ReadonlyMap<string, Expected> {
  const entries: [string, AllowedValue][] = Array.isArray(allowedKeys)
    ? allowedKeys.map((key: unknown) => [key as string, 'any'])
    : Object.entries(allowedKeys as Readonly<Record<string, AllowedValue>>);
  const allowed = new Map<string, Expected>(OWN_KEYS);
  for (const [key, value] of entries) {
    if (typeof key !== 'string' || key === '') throw invalid(`\`allowedKeys\` to hold attribute keys`, shown(key));
    if (!(value instanceof RegExp) && !['string', 'number', 'boolean', 'any'].includes(value)) {
      throw invalid(`\`allowedKeys\` to give "${key}" a type ("string", "number", "boolean", "any") or a pattern`, shown(value));
    }
    const expected = value instanceof RegExp ? linearPattern(value) : value;
    if (value instanceof RegExp && typeof expected === 'string')
      throw invalid(`the pattern of \`allowedKeys\` for "${key}" to ${expected}`, shown(value));
    allowed.set(key, expected as Expected);
  }
  return allowed;
}
