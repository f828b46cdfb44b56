import type { Reject } from '../input/reject.js';
import type { Core } from '../instance/core.js';
import type { ExpectedCopy } from '../definition-types.js';
import { COPY_FIELDS, EXPECTATIONS, type ExpectedField } from '../input/fields.js';
import { openInput, readCount, readIdentityName, readList, readLongDuration, readNeededName, readRaw, type Input } from '../input/input.js';
import type { Expectations } from '../instance/stated-definition.js';
import { readRunSettings, readWatchSettings, type RunSettings } from '../input/settings.js';

/** What a definition says, without what is wrong in it; durations in seconds. */
export interface CheckedDefinition {
  readonly settings: RunSettings;
  readonly expected: Expectations;
  readonly copies: readonly ExpectedCopy[];
}

// Nobody expects a backup in fractions of a minute: a bare number that does is likely one of seconds.
const MINUTE_MS = 60_000;

/** Reads a definition. Whatever is wrong in it is a problem and is left out: the line that defines a job is part of its backup. */
export function readDefinition(core: Core, input: Input): CheckedDefinition {
  const settings = readRunSettings(core, input);
  const { timeoutMs = Infinity } = readWatchSettings(input, core.heartbeatMs);
  return { settings, expected: readExpected(input, timeoutMs / 1_000, settings.attempts), copies: readCopies(input) };
}

function readExpected(input: Input, timeout: number, attempts: number | undefined): Expectations {
  const expected: Partial<Record<ExpectedField, number>> = {};
  for (const field of Object.keys(EXPECTATIONS) as ExpectedField[]) {
    const value = field === 'attempts' ? attempts : field === 'minBytes' ? readCount(input, field) : readSeconds(input, field);
    if (value !== undefined) expected[field] = value;
  }
  const { minDuration = 0, maxDuration = Infinity, startGrace, every, rpo = Infinity } = expected;
  const contradict = (field: string, sentence: string) => {
    input.reject(`\`${field}\``, sentence, readRaw(input, field), 'both hold');
  };
  if (minDuration > maxDuration) contradict('minDuration', 'at most `maxDuration`');
  if (minDuration > timeout) contradict('minDuration', 'at most `timeout`');
  if (startGrace !== undefined && every === undefined) contradict('every', 'given with `startGrace`');
  if (every !== undefined && rpo < every) contradict('rpo', 'at least `every`');
  return expected;
}

function readSeconds(input: Input, field: ExpectedField): number | undefined {
  const ms = readLongDuration(input, field, field === 'minDuration' ? 1_000 : MINUTE_MS);
  return ms && ms / 1_000;
}

function readCopies(input: Input): readonly ExpectedCopy[] {
  return (readList(input, 'copies', 'an array such as [{ destination: "s3-us" }]') ?? []).map((copy) => readCopy(copy, input.reject));
}

function readCopy(copy: unknown, reject: Reject): ExpectedCopy {
  const input = openInput(copy, 'a copy', COPY_FIELDS, '{ destination: "s3-us" }', reject);
  return { destination: readNeededName(input, 'destination', 's3-us'), region: readIdentityName(input, 'region', 'eu-1') };
}
