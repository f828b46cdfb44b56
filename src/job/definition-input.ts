import type { Complain } from './complain.js';
import type { Core } from './core.js';
import type { ExpectedCopy } from './definition-types.js';
import { COPY_FIELDS } from './fields.js';
import {
  openInput,
  read,
  readCount,
  readIdentityName,
  readLongDuration,
  readNeededName,
  readRaw,
  readShortDuration,
  type Input,
} from './input.js';
import { readRunSettings, readWatchSettings, type RunSettings } from './settings.js';

/** What a definition says, without what is wrong in it; durations in seconds. */
export interface CheckedDefinition {
  readonly settings: RunSettings;
  readonly expected: Expectations;
  readonly copies: readonly ExpectedCopy[];
}

const LONG_DURATIONS = ['every', 'startGrace', 'maxDuration', 'retryWithin', 'rpo', 'rto'] as const;

/** What a definition may state in numbers. */
export type ExpectedField = (typeof LONG_DURATIONS)[number] | 'minDuration' | 'minBytes' | 'attempts';

/** What a definition states in numbers. */
export type Expectations = Readonly<Partial<Record<ExpectedField, number>>>;

// Nobody expects a backup in fractions of a minute: a bare number that does is likely one of seconds.
const MINUTE_MS = 60_000;

/** Reads a definition. Whatever is wrong in it is a problem and is left out: the line that defines a job is part of its backup. */
export function readDefinition(core: Core, input: Input): CheckedDefinition {
  const settings = readRunSettings(core, input);
  const { timeoutMs = Infinity } = readWatchSettings(input, core.heartbeatMs);
  const expected = readExpected(input, timeoutMs / 1_000);
  const { attempts } = settings;
  return { settings, expected: { ...expected, ...(attempts !== undefined && { attempts }) }, copies: readCopies(input) };
}

function readExpected(input: Input, timeout: number): Expectations {
  const expected: Partial<Record<ExpectedField, number>> = {};
  const put = (field: ExpectedField, value: number | undefined) => {
    if (value !== undefined) expected[field] = value;
  };
  const inSeconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1_000);
  for (const field of LONG_DURATIONS) put(field, inSeconds(readLongDuration(input, field, MINUTE_MS)));
  put('minDuration', inSeconds(readShortDuration(input, 'minDuration', 1_000)));
  put('minBytes', readCount(input, 'minBytes'));

  const { minDuration = 0, maxDuration = Infinity, startGrace, every, rpo = Infinity } = expected;
  const contradict = (field: string, sentence: string) => {
    input.complain(`\`${field}\``, sentence, readRaw(input, field), 'both hold');
  };
  if (minDuration > maxDuration) contradict('minDuration', 'at most `maxDuration`');
  if (minDuration > timeout) contradict('minDuration', 'at most `timeout`');
  if (startGrace !== undefined && every === undefined) contradict('every', 'given with `startGrace`');
  if (every !== undefined && rpo < every) contradict('rpo', 'at least `every`');
  return expected;
}

function readCopies(input: Input): readonly ExpectedCopy[] {
  const copies = read(input, 'copies', 'an array such as [{ destination: "s3-us" }]', (value) =>
    Array.isArray(value) ? [...(value as unknown[])] : undefined,
  );
  return (copies ?? []).map((copy) => readCopy(copy, input.complain));
}

function readCopy(copy: unknown, complain: Complain): ExpectedCopy {
  const input = openInput(copy, 'a copy', COPY_FIELDS, '{ destination: "s3-us" }', complain);
  return { destination: readNeededName(input, 'destination', 's3-us'), region: readIdentityName(input, 'region', 'eu-1') };
}
