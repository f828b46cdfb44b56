import { IDENTITY_ATTRIBUTES } from '../../identity.js';
import { CAUSE_ATTRIBUTES } from '../../state/failure-cause.js';
import * as z from 'zod';

// The id is a hash of lines, so no part of it may hold a line break.
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\r\n]+$/);

/** What an alert is about: the identity under which the state of a job is kept, or the part of the telemetry pipeline. */
const identity = z.object({
  environment: line(256).optional().describe(IDENTITY_ATTRIBUTES.environment),
  namespace: line(256).optional().describe(IDENTITY_ATTRIBUTES.namespace),
  service: line(256).optional().describe(IDENTITY_ATTRIBUTES.service),
  operation: line(256).optional().describe('What the job does with backups: backup, verify, restore, copy or prune'),
  job: line(256).optional().describe('Name of the job'),
  destination: line(256).optional().describe('Where its backups go to or are read from'),
  component: line(256)
    .optional()
    .describe('For alerts about the telemetry pipeline: which part of it, such as an instance of the collector'),
});

const bytes = z.int().min(0);

/** Why it happened and what to do, as far as it is known; all optional. */
const facts = {
  errorType: line(100).optional().describe(`${CAUSE_ATTRIBUTES.errorType}: class of the error by which the run failed, never its message`),
  phase: line(256).optional().describe(`${CAUSE_ATTRIBUTES.phase}: the stage in which it failed`),
  exitCode: z.int().min(-2_147_483_648).max(4_294_967_295).optional().describe(`${CAUSE_ATTRIBUTES.exitCode} of the program that failed`),
  lastSuccessAt: z.iso.datetime().optional().describe('End of the last success; what was changed since then is in no backup'),
  sizeBefore: bytes.optional().describe('Bytes of the backup before the one it is about'),
  sizeNow: bytes.optional().describe('Bytes of the backup it is about'),
  attempt: z.int().min(1).max(1_000).optional().describe('Which attempt failed; 1 is the first'),
  attempts: z.int().min(1).max(1_000).optional().describe('How many attempts the job has'),
  traceId: z
    .string()
    .regex(/^(?!0{32})[0-9a-f]{32}$/)
    .optional()
    .describe('Trace of the run, where the sender knows it'),
  runbook: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional()
    .describe('Page that says what to do about it, without query and fragment'),
  runbookText: z.string().max(2_000).optional().describe('What it means and what to do about it, in short, where no page is known'),
};

/** The schema of each fact by itself. */
export const FACT_SCHEMAS = facts;

/** The one definition of what WS-155 receives; the JSON Schema is generated from it. */
export const alertEventSchema = z
  .object({
    type: z.enum(['alert.firing', 'alert.resolved']).describe('A failure began or was escalated, or it is over'),
    version: z.literal(2).describe('Version of this contract. Fields may be added to it; a changed meaning gets a new version'),
    id: z
      .string()
      .regex(/^alert_[0-9a-f]{64}$/)
      .describe('The same as the header webhook-id. Act on each id once'),
    timestamp: z.iso.datetime().describe('When it began (firing) or was over (resolved). It may differ between deliveries of one id'),
    data: z.object({
      alert: line(200).describe('Name of the alert, such as BackupJobFailed'),
      severity: z.enum(['critical', 'warning', 'info']).describe('critical wakes somebody up, warning can wait for the morning'),
      level: z.int().min(0).max(9).describe('Escalation: 0 when first delivered, higher each time nobody answered'),
      identity,
      episode: line(128).describe('The fact this failure stands on, such as the time of the last success before it'),
      incident: z
        .string()
        .regex(/^incident_[0-9a-f]{64}$/)
        .describe('The same for every event of one failure at one severity: firing, each level of escalation, resolved'),
      startedAt: z.iso.datetime().describe('Since when it is known'),
      summary: z.string().max(500).describe('One line for the head of a message'),
      description: z.string().max(4_000).optional().describe('What happened, in a few sentences'),
      ...facts,
      attributes: z
        .record(z.string().max(100), z.string().max(256))
        .optional()
        .describe('Further facts, by names of the semantic conventions, such as cloud.region'),
      source: z.enum(['alertmanager', 'grafana', 'gateway', 'direct']).describe('Who found out'),
    }),
  })
  .meta({
    title: 'WS-155 backup alert',
    description: 'Body of the signed webhook by which a backup alert reaches WS-155. Receivers ignore fields they do not know.',
  });

/** What WS-155 receives when a failure begins, is escalated or is over. */
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** The parts of an identity. */
export const IDENTITY_KEYS = Object.keys(identity.shape) as readonly (keyof AlertIdentity)[];

/** How urgent an alert is. */
export type AlertSeverity = AlertEvent['data']['severity'];

/** What an alert is about, mostly a job; all parts are optional, and only those that are set count. */
export type AlertIdentity = AlertEvent['data']['identity'];

/** Whether a failure goes on or is over. */
export type AlertStatus = 'firing' | 'resolved';
