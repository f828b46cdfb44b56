import { complainLoudly } from './complain.js';
import type { Core } from './core.js';
import type { ExpectedCopy } from './definition-types.js';
import { checkFields, createReader, type Reader } from './input.js';
import { readRunSettings, readWatchSettings, type RunSettings } from './settings.js';

/** A definition that is right; durations in seconds. */
export interface CheckedDefinition {
  readonly settings: RunSettings;
  readonly expected: Readonly<Partial<Record<ExpectedField, number>>>;
  readonly copies: readonly ExpectedCopy[];
}

const DURATIONS = ['every', 'startGrace', 'maxDuration', 'minDuration', 'rpo', 'rto'] as const;

/** What a definition may state in numbers. */
export type ExpectedField = (typeof DURATIONS)[number] | 'minBytes';

const FIELDS = [
  ...['job', 'operation', 'type', 'destination', 'region', 'dbSystem', 'retentionTier', 'minBytes', 'copies'],
  ...['timeout', 'heartbeat', 'flush'],
  ...DURATIONS,
];

const complain = complainLoudly('definition_invalid');

/** Checks a definition; nothing is at stake yet, so anything wrong throws. @throws BackupTelemetryError with the code `definition_invalid` */
export function checkDefinition(core: Core, definition: unknown): CheckedDefinition {
  if (typeof definition !== 'object' || definition === null)
    complain('a definition', 'an object such as { job: "db-nightly" }', definition);
  checkFields('a definition', definition as object, FIELDS, complain);
  const reader = createReader(definition, complain);
  readWatchSettings(reader, core.heartbeatMs);
  return { settings: readRunSettings(core, reader), expected: readExpected(reader), copies: readCopies(reader) };
}

function readExpected(reader: Reader): CheckedDefinition['expected'] {
  const expected: Partial<Record<ExpectedField, number>> = {};
  for (const field of DURATIONS) {
    const ms = reader.duration(field);
    if (ms !== undefined) expected[field] = ms / 1_000;
  }
  const minBytes = reader.count('minBytes');
  if (minBytes !== undefined) expected.minBytes = minBytes;
  const { minDuration = 0, maxDuration = Infinity, startGrace, every } = expected;
  if (minDuration > maxDuration) complain('`minDuration`', 'at most `maxDuration`', reader.raw('minDuration'));
  if (startGrace !== undefined && every === undefined) complain('`every`', 'given with `startGrace`', undefined);
  return expected;
}

function readCopies(reader: Reader): readonly ExpectedCopy[] {
  const copies = reader.read('copies', 'an array such as [{ destination: "s3-us" }]', (value) =>
    Array.isArray(value) ? (value as unknown[]) : undefined,
  );
  return (copies ?? []).map((copy) => {
    const copyReader = createReader(copy, complain);
    checkFields('a copy', Object(copy) as object, ['destination', 'region'], complain);
    return { destination: copyReader.neededName('destination', 's3-us'), region: copyReader.name('region') };
  });
}
