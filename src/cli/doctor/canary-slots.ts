import { createHash } from 'node:crypto';

export type Signal = 'traces' | 'metrics' | 'logs';

/** A place of a signal into which a secret is put, as a reader of the report knows it. */
export interface Slot {
  readonly id: string;
  readonly signal: Signal;
  readonly label: string;
}

/** A secret nobody can guess, so that finding it names the slot it was put into. */
export interface Canary {
  readonly slot: Slot;
  readonly family: string;
  /** The part that is looked for. */
  readonly mark: string;
  readonly text: string;
}

/** The slot that only a real run of this package fills. */
export const BACKUP_ERROR = 'error of a backup';

const LABELS: Readonly<Record<Signal, readonly string[]>> = {
  traces: [
    'span name',
    'span attribute',
    'span attribute (array)',
    'event name',
    'event attribute',
    'link attribute',
    'trace state',
    'status message',
    'exception message',
    'exception stack',
    'scope name',
    'resource attribute',
    BACKUP_ERROR,
  ],
  metrics: ['metric name', 'metric description', 'metric attribute', 'scope name'],
  logs: ['log body', 'log body (nested)', 'log attribute', 'log attribute (nested)', 'log event name', 'log severity text', 'scope name'],
};

export const SLOTS: readonly Slot[] = (Object.entries(LABELS) as [Signal, readonly string[]][]).flatMap(([signal, labels]) =>
  labels.map((label) => ({ id: `${signal}: ${label}`, signal, label })),
);

/** Slots whose form takes one word only. */
const ONE_WORD = new Set(['trace state', 'metric name', 'scope name']);

const FAMILIES: readonly (readonly [string, (mark: string) => string])[] = [
  // A prefix and 36 letters and digits: the form of an access token of GitHub.
  ['token', (mark) => `ghp_${mark}`],
  ['path', (mark) => `/srv/customers/${mark}/dump.sql`],
  ['e-mail', (mark) => `${mark}@customer.example.com`],
  ['connection string', (mark) => `postgres://app:${mark}@db.example.com:5432/weddings`],
];

/** The canaries of a slot, the same in the doctor and in the host for the same seed. */
export function canariesOf(slot: Slot, seed: string): readonly Canary[] {
  return FAMILIES.slice(0, ONE_WORD.has(slot.label) ? 1 : undefined).map(([family, write]) => {
    const mark = createHash('sha512')
      .update(`${seed} ${slot.id} ${family}`)
      .digest('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 36);
    return { slot, family, mark, text: write(mark) };
  });
}

/** The word in a slot that is no secret: it arrives where a cleaned value does. */
export function ordinaryWord(slot: Slot): string {
  return `probe${SLOTS.indexOf(slot)}x`;
}

/** What a host puts into a slot. */
export function contentOf(id: string, seed: string): string {
  const slot = SLOTS.find((candidate) => candidate.id === id);
  if (!slot) throw new Error(`expected the id of a slot, got "${id}"`);
  const texts = canariesOf(slot, seed).map(({ text }) => text);
  return [ordinaryWord(slot), ...texts].join(ONE_WORD.has(slot.label) ? '.' : ' ');
}

/** An attribute on each signal that says it arrived. */
export const ARRIVAL_KEY = 'probe.arrived';

/** Ordinary words, so that no rule has a reason to remove them. */
export function arrivalOf(signal: Signal): string {
  return `probe of ${signal} arrived`;
}

/** Name of the jobs that are run for the probe. */
export const PROBE_JOB = 'doctor-probe';
