import * as z from 'zod';

/** One alert of a notification, as Alertmanager and Grafana both write it. What is not named here is not looked at. */
const incomingAlertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: z.string(),
  endsAt: z.string().optional(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]*$/)
    .optional(),
});

export type IncomingAlert = z.infer<typeof incomingAlertSchema>;

const notificationSchema = z.object({
  version: z.string(),
  groupKey: z.string().default(''),
  // Each is looked at by itself: a malformed one must not take the others with it.
  alerts: z.array(z.unknown()),
  truncatedAlerts: z.int().min(0).default(0),
});

/** A notification: alerts that can be read, and how many can not. */
export interface Notification {
  readonly groupKey: string;
  readonly alerts: readonly IncomingAlert[];
  readonly malformed: number;
  /** How many alerts the sender left out. */
  readonly truncated: number;
}

/** Versions of the payload: Alertmanager's is 4, Grafana's 1. */
const VERSIONS = { alertmanager: '4', grafana: '1' } as const;

/** Reads what a sender posted, or answers `undefined` when it is no notification. */
export function readNotification(value: unknown, source: keyof typeof VERSIONS): Notification | undefined {
  const { success, data } = notificationSchema.safeParse(value);
  if (!success || data.version !== VERSIONS[source]) return undefined;
  const read = data.alerts.map((alert) => incomingAlertSchema.safeParse(alert));
  const alerts = read.flatMap((result) => (result.success ? [result.data] : []));
  return { groupKey: data.groupKey, alerts, malformed: read.length - alerts.length, truncated: data.truncatedAlerts };
}
