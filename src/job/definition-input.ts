import { BackupTelemetryError } from '../errors.js';
import { parseDuration } from '../policy/duration.js';
import { BACKUP_OPERATIONS, BACKUP_TYPES, type BackupOperation } from '../semconv.js';
import type { BackupDefinition, ExpectedCopy } from './definition-types.js';
import { isName } from './input.js';
import { show } from './mistakes.js';

/** A definition that is right; durations in seconds. */
export interface CheckedDefinition {
  readonly operation: BackupOperation;
  readonly job: string;
  readonly expected: Readonly<Partial<Record<ExpectedField, number>>>;
  readonly copies: readonly ExpectedCopy[];
}

const DURATIONS = ['every', 'startGrace', 'maxDuration', 'minDuration', 'rpo', 'rto'] as const;

/** What a definition may state in numbers. */
export type ExpectedField = (typeof DURATIONS)[number] | 'minBytes';

const NAMES = ['destination', 'region', 'dbSystem', 'retentionTier'] as const;
const CONTROLS = ['timeout', 'heartbeat', 'flush'] as const;
const FIELDS = ['job', 'operation', 'type', 'minBytes', 'copies', ...NAMES, ...DURATIONS, ...CONTROLS];
const COPY_FIELDS = ['destination', 'region'];

/** Checks a definition; nothing is at stake yet, so anything wrong throws. @throws BackupTelemetryError with the code `definition_invalid` */
export function checkDefinition(definition: BackupDefinition): CheckedDefinition {
  if (typeof definition !== 'object' || (definition as unknown) === null)
    fail('a definition', 'an object such as { job: "db-nightly" }', definition);
  const given = definition as unknown as Readonly<Record<string, unknown>>;
  checkFields('a definition', given, FIELDS);
  if (!isName(given['job'])) fail('`job`', 'a name of letters, digits, spaces and ._:- (at most 128) such as "db-nightly"', given['job']);
  for (const field of NAMES) {
    if (given[field] !== undefined && !isName(given[field]))
      fail(`\`${field}\``, 'a name of letters, digits, spaces and ._:- (at most 128)', given[field]);
  }
  checkOneOf('operation', BACKUP_OPERATIONS, given['operation']);
  checkOneOf('type', BACKUP_TYPES, given['type']);
  checkOneOf('flush', ['await', 'background'], given['flush']);
  checkDuration('timeout', given['timeout']);
  checkDuration('heartbeat', given['heartbeat']);
  return {
    operation: definition.operation ?? 'backup',
    job: definition.job,
    expected: checkExpected(given),
    copies: checkCopies(given['copies']),
  };
}

function checkExpected(given: Readonly<Record<string, unknown>>): CheckedDefinition['expected'] {
  const expected: Partial<Record<ExpectedField, number>> = {};
  for (const field of DURATIONS) {
    const ms = checkDuration(field, given[field]);
    if (ms !== undefined) expected[field] = ms / 1_000;
  }
  const minBytes = given['minBytes'];
  if (minBytes !== undefined) {
    if (!Number.isSafeInteger(minBytes) || (minBytes as number) < 0) fail('`minBytes`', 'a whole number of bytes', minBytes);
    expected.minBytes = minBytes as number;
  }
  const { minDuration, maxDuration } = expected;
  if (minDuration !== undefined && maxDuration !== undefined && minDuration > maxDuration) {
    fail('`minDuration`', 'at most `maxDuration`', given['minDuration']);
  }
  if (expected.startGrace !== undefined && expected.every === undefined)
    fail('`every`', 'given with `startGrace`: without it nothing can start late', undefined);
  return expected;
}

function checkCopies(copies: unknown): readonly ExpectedCopy[] {
  if (copies === undefined) return [];
  if (!Array.isArray(copies)) fail('`copies`', 'an array such as [{ destination: "s3-us", region: "us-east-1" }]', copies);
  return (copies as unknown[]).map((copy, index) => {
    const { destination, region } = (copy ?? {}) as Partial<Record<keyof ExpectedCopy, unknown>>;
    if (!isName(destination)) fail(`\`copies[${String(index)}].destination\``, 'a name such as "s3-us"', destination);
    if (region !== undefined && !isName(region)) fail(`\`copies[${String(index)}].region\``, 'a name such as "us-east-1"', region);
    checkFields('a copy', copy as object, COPY_FIELDS);
    return { destination, ...(region !== undefined && { region }) };
  });
}

function checkFields(what: string, given: object, known: readonly string[]): void {
  const stranger = Object.keys(given).find((field) => !known.includes(field));
  if (stranger === undefined) return;
  throw new BackupTelemetryError(
    'definition_invalid',
    `\`${stranger}\` is not part of ${what}; known are ${[...known].sort().join(', ')}.`,
  );
}

function checkOneOf(field: string, values: readonly string[], value: unknown): void {
  if (value !== undefined && !values.includes(value as string)) fail(`\`${field}\``, `one of ${values.join(', ')}`, value);
}

/** Milliseconds. */
function checkDuration(field: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const ms = parseDuration(value);
  if (ms === undefined || ms === 0)
    fail(`\`${field}\``, 'a duration above zero such as "24h" (units ms, s, m, h, d, w; a number is milliseconds)', value);
  return ms;
}

function fail(what: string, expected: string, value: unknown): never {
  throw new BackupTelemetryError('definition_invalid', `Expected ${what} to be ${expected}, got ${show(value)}.`);
}
