import type * as z from 'zod';
import { BackupTelemetryError, expected, kindOf } from '../../errors.js';
import { onlySet } from '../../untrusted/only-set.js';
import { describeUnknownKeys, keysOf } from '../../untrusted/unknown-keys.js';
import { alertId, incidentId } from './alert-id.js';
import { cleanUrl } from './clean-text.js';
import { runbookText } from './runbook-text.js';
import { alertEventSchema, IDENTITY_KEYS, type AlertEvent, type AlertIdentity, type AlertSeverity, type AlertStatus } from './schema.js';

/** An alert in your own words, before it has ids. */
export interface AlertInput {
  /** Name of the alert, such as `BackupJobFailed`. */
  readonly alert: string;
  /** Whether it begins or is over. @default 'firing' */
  readonly status?: AlertStatus | undefined;
  /** How urgent it is: `critical` wakes somebody. */
  readonly severity: AlertSeverity;
  /** Which job it is about. */
  readonly identity: AlertIdentity;
  /**
   * The fact this failure stands on: the same for every event of one failure, another for the next. A `Date` becomes seconds
   * since the Unix epoch with three decimals, which is how the shipped alert rules write it. Never the time at which you looked.
   */
  readonly episode: string | Date;
  /** One line, at most 500 characters. */
  readonly summary: string;
  /** What is true and why it matters, at most 4 000 characters. */
  readonly description?: string | undefined;
  /** Class of the error by which the run failed, as `error.type`: never its message. */
  readonly errorType?: string | undefined;
  /** The phase in which it failed. */
  readonly phase?: string | undefined;
  /** Exit code of the program that failed. */
  readonly exitCode?: number | undefined;
  /** When the last success ended. */
  readonly lastSuccessAt?: Date | undefined;
  /** Bytes of the backup before. */
  readonly sizeBefore?: number | undefined;
  /** Bytes of this backup. */
  readonly sizeNow?: number | undefined;
  /** Which attempt failed; 1 is the first. */
  readonly attempt?: number | undefined;
  /** How many attempts the job has. */
  readonly attempts?: number | undefined;
  /** Trace of the run: 32 hexadecimal digits. */
  readonly traceId?: string | undefined;
  /** URL of the page that says what to do. Its query, fragment and credentials are left out: they may hold a token. */
  readonly runbook?: string | undefined;
  /** What to do, in at most 2 000 characters. @default in short what the shipped runbook of this alert says, when no `runbook` is given */
  readonly runbookText?: string | undefined;
  /** Step of an escalation; 0 is the first notification. @default 0 */
  readonly level?: number | undefined;
  /** Since when it is known. @default the time of the call */
  readonly startedAt?: Date | undefined;
  /** When it was over; for `resolved` only. @default the time of the call */
  readonly endedAt?: Date | undefined;
  /** Further facts by names of the semantic conventions. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** All that an alert may have. */
export const ALERT_KEYS = keysOf<AlertInput>({
  alert: 1,
  status: 1,
  severity: 1,
  identity: 1,
  episode: 1,
  summary: 1,
  description: 1,
  errorType: 1,
  phase: 1,
  exitCode: 1,
  lastSuccessAt: 1,
  sizeBefore: 1,
  sizeNow: 1,
  attempt: 1,
  attempts: 1,
  traceId: 1,
  runbook: 1,
  runbookText: 1,
  level: 1,
  startedAt: 1,
  endedAt: 1,
  attributes: 1,
});

/** Who makes an event, and when. */
export interface AlertEventOptions {
  /** Who says so. @default 'direct' */
  readonly source?: AlertEvent['data']['source'] | undefined;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Makes the event of the contract out of an alert: computes its ids and checks it.
 *
 * @throws BackupTelemetryError `alert_invalid` when a field does not fit the contract, or is unknown to it
 */
export async function createAlertEvent(alert: AlertInput, options: AlertEventOptions = {}): Promise<AlertEvent> {
  const [unknown] = unknownKeysOf(alert);
  if (unknown !== undefined) throw new BackupTelemetryError('alert_invalid', unknown);
  return buildAlertEvent(alert, options);
}

/** A sentence for each key of an alert, or of its identity, that the contract does not have. */
export function unknownKeysOf(input: AlertInput): readonly string[] {
  if (!isObject(input)) return [];
  const ofIdentity = isObject(input.identity)
    ? describeUnknownKeys('a field of the identity of an alert', input.identity, IDENTITY_KEYS)
    : [];
  return [...describeUnknownKeys('a field of an alert', input, ALERT_KEYS), ...ofIdentity];
}

/** The same, for an alert that must not be lost because of a key too many. */
export async function buildAlertEvent(
  input: AlertInput,
  { source = 'direct', now = Date.now }: AlertEventOptions = {},
): Promise<AlertEvent> {
  if (!isObject(input)) throw new BackupTelemetryError('alert_invalid', `${expected('an alert', 'an object', kindOf(input))}.`);
  const { alert, status = 'firing', severity, identity, level = 0, episode: given, startedAt: began, endedAt: ended, ...rest } = input;
  const startedAt = isoTime(began ?? new Date(now()), 'startedAt');
  const endedAt = isoTime(ended ?? new Date(now()), 'endedAt');
  const episode = given instanceof Date ? epochSeconds(given) : given;
  const facts = { alert, identity: identity ?? {}, episode };
  const [id, incident] = await Promise.all([alertId({ ...facts, status, severity, level }), incidentId({ ...facts, severity })]);
  const { lastSuccessAt, runbook } = rest;
  return checkEvent({
    type: `alert.${status}`,
    version: 2,
    id,
    timestamp: status === 'resolved' ? endedAt : startedAt,
    data: onlySet({
      alert,
      severity,
      level,
      identity,
      episode,
      incident,
      startedAt,
      ...rest,
      lastSuccessAt: lastSuccessAt === undefined ? undefined : isoTime(lastSuccessAt, 'lastSuccessAt'),
      // That of the gateway is clean already.
      runbook: source === 'direct' ? (cleanUrl(runbook, 2_000) ?? runbook) : runbook,
      runbookText: rest.runbookText ?? (runbook === undefined && status === 'firing' ? runbookText(alert) : undefined),
      source,
    }),
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function checkEvent(event: unknown): AlertEvent {
  const checked = alertEventSchema.safeParse(event);
  if (checked.success) return checked.data;
  throw new BackupTelemetryError('alert_invalid', `Expected an alert that fits the contract, got one with ${describe(checked.error)}.`);
}

/** The first thing that is wrong. Values are not shown: they may come from anywhere. */
function describe({ issues }: z.ZodError): string {
  const [issue] = issues;
  return `\`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? 'unknown'}`;
}

function isoTime(time: Date, field: string): string {
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) {
    throw new BackupTelemetryError('alert_invalid', `${expected(`\`${field}\` of an alert`, 'a valid Date', String(time))}.`);
  }
  return time.toISOString();
}

function epochSeconds(time: Date): string {
  return (new Date(isoTime(time, 'episode')).getTime() / 1_000).toFixed(3);
}
