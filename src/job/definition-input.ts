import { complainLoudly } from './complain.js';
import type { Core } from './core.js';
import type { ExpectedCopy } from './definition-types.js';
import { checkFields, read, readCount, readDuration, readIdentityName, readNeededName, readRaw, type Input } from './input.js';
import { readRunSettings, readWatchSettings, type RunSettings } from './settings.js';

/** A definition that is right; durations in seconds. */
export interface CheckedDefinition {
  readonly settings: RunSettings;
  readonly expected: Readonly<Partial<Record<ExpectedField, number>>>;
  readonly copies: readonly ExpectedCopy[];
}

const DURATIONS = ['every', 'startGrace', 'maxDuration', 'minDuration', 'retryWithin', 'rpo', 'rto'] as const;

/** What a definition may state in numbers. */
export type ExpectedField = (typeof DURATIONS)[number] | 'minBytes' | 'attempts';

const FIELDS = [
  ...['job', 'operation', 'type', 'destination', 'region', 'dbSystem', 'retentionTier', 'attempts', 'minBytes', 'copies'],
  ...['timeout', 'heartbeat', 'flush'],
  ...DURATIONS,
];

const complain = complainLoudly('definition_invalid');

/** Checks a definition; nothing is at stake yet, so anything wrong throws. @throws BackupTelemetryError with the code `definition_invalid` */
export function checkDefinition(core: Core, definition: unknown): CheckedDefinition {
  checkFields('a definition', Object(definition) as object, FIELDS, complain);
  const input: Input = { source: definition, complain };
  readWatchSettings(input, core.heartbeatMs);
  const settings = readRunSettings(core, input);
  const { attempts } = settings;
  const expected = readExpected(input);
  return { settings, expected: { ...expected, ...(attempts !== undefined && { attempts }) }, copies: readCopies(input) };
}

function readExpected(input: Input): CheckedDefinition['expected'] {
  const expected: Partial<Record<ExpectedField, number>> = {};
  for (const field of DURATIONS) {
    const ms = readDuration(input, field);
    if (ms !== undefined) expected[field] = ms / 1_000;
  }
  const minBytes = readCount(input, 'minBytes');
  if (minBytes !== undefined) expected.minBytes = minBytes;
  const { minDuration = 0, maxDuration = Infinity, startGrace, every } = expected;
  if (minDuration > maxDuration) complain('`minDuration`', 'at most `maxDuration`', readRaw(input, 'minDuration'));
  if (startGrace !== undefined && every === undefined) complain('`every`', 'given with `startGrace`', undefined);
  return expected;
}

function readCopies(input: Input): readonly ExpectedCopy[] {
  const copies = read(input, 'copies', 'an array such as [{ destination: "s3-us" }]', (value) =>
    Array.isArray(value) ? (value as unknown[]) : undefined,
  );
  return (copies ?? []).map((copy) => {
    const copyInput: Input = { source: copy, complain };
    checkFields('a copy', Object(copy) as object, ['destination', 'region'], complain);
    return { destination: readNeededName(copyInput, 'destination', 's3-us'), region: readIdentityName(copyInput, 'region', 'eu-1') };
  });
}
