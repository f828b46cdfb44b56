import type * as z from 'zod';
import { BackupTelemetryError } from '../../errors.js';
import { alertId, incidentId } from './alert-id.js';
import { alertEventSchema, type AlertEvent, type AlertIdentity, type AlertSeverity, type AlertStatus } from './schema.js';

/** An alert in your own words, before it has ids. */
export interface AlertInput {
  /** Name of the alert, such as `BackupJobFailed`. */
  readonly alert: string;
  /** @default 'firing' */
  readonly status?: AlertStatus;
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
  readonly description?: string | undefined;
  /** URL of the page that says what to do. */
  readonly runbook?: string | undefined;
  /** @default 0 */
  readonly level?: number;
  /** Since when it is known. @default the time of the call */
  readonly startedAt?: Date;
  /** When it was over; for `resolved` only. @default the time of the call */
  readonly endedAt?: Date;
  /** Further facts by names of the semantic conventions. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/**
 * Makes the event of the contract out of an alert: computes its ids and checks it.
 *
 * @throws BackupTelemetryError `alert_invalid` when a field does not fit the contract
 */
export async function createAlertEvent(
  input: AlertInput,
  { source = 'direct', now = Date.now }: { readonly source?: AlertEvent['data']['source']; readonly now?: () => number } = {},
): Promise<AlertEvent> {
  const { alert, status = 'firing', severity, identity, summary, description, runbook, level = 0, attributes } = input;
  const startedAt = isoTime(input.startedAt ?? new Date(now()), 'startedAt');
  const endedAt = isoTime(input.endedAt ?? new Date(now()), 'endedAt');
  const episode = input.episode instanceof Date ? epochSeconds(input.episode) : input.episode;
  const facts = { alert, identity: identity ?? {}, episode };
  const [id, incident] = await Promise.all([alertId({ ...facts, status, severity, level }), incidentId(facts)]);
  return checkEvent({
    type: `alert.${status}`,
    version: 1,
    id,
    timestamp: status === 'resolved' ? endedAt : startedAt,
    data: {
      alert,
      severity,
      level,
      identity,
      episode,
      incident,
      startedAt,
      summary,
      ...(description !== undefined && { description }),
      ...(runbook !== undefined && { runbook }),
      ...(attributes !== undefined && { attributes }),
      source,
    },
  });
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
    throw new BackupTelemetryError('alert_invalid', `Expected \`${field}\` of an alert to be a valid Date, got ${String(time)}.`);
  }
  return time.toISOString();
}

function epochSeconds(time: Date): string {
  return (new Date(isoTime(time, 'episode')).getTime() / 1_000).toFixed(3);
}
