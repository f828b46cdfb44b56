import * as z from 'zod';
import { BACKUP_OPERATIONS, BACKUP_TYPES } from '../../semconv.js';
import { SCHEDULERS } from '../schedule/types.js';
import { bytes, duration, fields, instant, link, name, text, whole } from './fields.js';

const timezone = text('a zone of the tz database such as Europe/Berlin');

/** What is wrong in it is said by `parseSchedule`; this is its shape, for editors. */
const schedule = z.union([
  z.strictObject({
    cron: z.string().describe('Such as 30 2 * * 1-5'),
    timezone: timezone.describe("Zone of the scheduler's clock"),
    scheduler: z.enum(SCHEDULERS).describe('What starts the job'),
  }),
  z.strictObject({
    onCalendar: z.string().describe('As in OnCalendar=, such as Mon..Fri 02:30'),
    timezone: timezone.optional().describe('Zone, where the expression names none'),
    scheduler: z.literal('systemd').optional().describe('What reads it'),
  }),
  z.strictObject({
    every: z.union([z.number(), z.string()]).describe('24h is time that passes, "1 day" a day of the calendar of a zone'),
    timezone: timezone.optional().describe('Zone whose calendar counts'),
    startingAt: z.string().optional().describe('One of the starts, with its offset'),
  }),
]);

const sla = fields('an SLA', {
  percent: z
    .number({ error: 'a percentage above 0 and below 100' })
    .gt(0, 'a percentage above 0')
    .lt(100, 'a percentage below 100: nothing keeps 100')
    .describe('Least share of time inside the RPO'),
  window: z.enum(['month', 'quarter', 'year'], { error: 'one of month, quarter, year' }).describe('Calendar window it is measured over'),
  timezone: timezone.optional().describe('Zone of the calendar. Default UTC'),
});

const escalation = z
  .array(
    fields('an escalation level', {
      after: duration.describe('Time since the first alert'),
      to: text('a name of who is notified').describe('Who is notified'),
    }),
    { error: 'a list of levels' },
  )
  .max(9, 'a list of at most 9 levels');

/** Objectives that a peak season may tighten. */
const objectives = {
  grace: duration.optional().describe('How late a start may be'),
  maxDuration: duration.optional().describe('Longest normal duration of a run'),
  rpo: duration.optional().describe('Recovery point objective: at most so much time may be lost'),
  rto: duration.optional().describe('Recovery time objective: a restore may take so long'),
  sla: sla.optional().describe('Service level'),
  escalation: escalation.optional().describe('Who is notified, until somebody acknowledges'),
};

const monthDay = z
  .string({ error: 'a day such as "06-01"' })
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a month and a day such as "06-01"');

const peak = fields('a peak season', {
  name: text('a name').optional().describe('What the season is called'),
  months: z
    .array(whole(1, 12), { error: 'a list of months, 1 to 12' })
    .min(1, 'a list of at least one month')
    .optional()
    .describe('1 to 12'),
  from: monthDay.optional().describe('First day of each year, in place of months'),
  until: monthDay.optional().describe('Last day, included'),
  ...objectives,
});

const tier = fields('a tier', {
  type: z
    .enum(BACKUP_TYPES, { error: `one of ${BACKUP_TYPES.join(', ')}` })
    .optional()
    .describe('Type of backup'),
  schedule: schedule.optional().describe('When a start is expected'),
  keep: whole(1, 100_000).optional().describe('How many are kept'),
  ...objectives,
  minDuration: duration.optional().describe('Shortest plausible duration'),
  minBytes: bytes.optional().describe('Smallest plausible backup'),
  maxBytes: bytes.optional().describe('Largest plausible backup'),
});

const copy = fields('a copy', {
  destination: name('the name of a place such as s3-us').describe('Place that must hold a copy'),
  region: text('a region such as us-east-1').optional().describe('Region of that place'),
  within: duration.describe('So soon after the backup has ended'),
  verified: z.boolean({ error: 'true or false' }).optional().describe('Must it be compared with the source? Default false'),
});

/** What jobs may inherit. */
const inherited = {
  environment: text('a name of an environment').optional().describe('deployment.environment.name'),
  namespace: text('a name').optional().describe('service.namespace'),
  service: text('a name of a service').optional().describe('service.name'),
  operation: z
    .enum(BACKUP_OPERATIONS, { error: `one of ${BACKUP_OPERATIONS.join(', ')}` })
    .optional()
    .describe('Default backup'),
  destination: name('the name of a place such as s3-eu').optional().describe('Where backups are stored'),
  type: tier.shape.type,
  schedule: tier.shape.schedule,
  tiers: z
    .record(text('the name of a tier'), tier, { error: 'an object with a tier under each name' })
    .optional()
    .describe('By name: hourly, daily, weekly'),
  ...objectives,
  minDuration: tier.shape.minDuration,
  minBytes: tier.shape.minBytes,
  maxBytes: tier.shape.maxBytes,
  copies: z.array(copy, { error: 'a list of copies' }).optional().describe('Places and regions that must hold a copy'),
  drill: fields('a restore drill', {
    every: duration.describe('Longest time between two good ones'),
    maxDuration: duration.optional().describe('So long one may take. Default the RTO'),
  })
    .optional()
    .describe('Restore drills'),
  retention: fields('retention', {
    minGood: whole(1, 100_000).optional().describe('Least number of good backups'),
    reach: duration.optional().describe('So far back the oldest must reach'),
    restorable: duration.optional().describe('Every moment of this time must be restorable'),
  })
    .optional()
    .describe('Floors of pruning'),
  peaks: z.array(peak, { error: 'a list of peak seasons' }).optional().describe('Seasons that promise more'),
  maintenance: z
    .array(
      fields('a maintenance window', {
        from: instant.describe('First moment of it'),
        until: instant.describe('First moment after it'),
        reason: text('a reason').optional().describe('Why'),
      }),
      { error: 'a list of windows' },
    )
    .optional()
    .describe('Times in which no start is expected'),
  owner: text('a name of a team or person').optional().describe('Who answers for the job'),
  links: fields('links', {
    runbook: link.optional().describe('What to do'),
    dashboard: link.optional().describe('Where to look'),
    repository: link.optional().describe('Where its code is'),
  })
    .optional()
    .describe('Where to read on'),
};

/** The policy file: what is promised about each job. The JSON Schema is generated from it. */
export const policySchema = fields('a policy', {
  $schema: z.string({ error: 'the address of a JSON Schema' }).optional().describe('JSON Schema, for editors'),
  version: z.literal(1, { error: '1' }).describe('Version of this format'),
  defaults: fields('defaults', inherited).optional().describe('What jobs inherit, field by field'),
  jobs: z
    .array(fields('a job', { job: name('the name of a job').describe('Name, the same at every run'), ...inherited }), {
      error: 'a list of jobs',
    })
    .min(1, 'a list of at least one job')
    .describe('Jobs and their promises'),
});

/** A policy as {@link policySchema} reads it: durations and sizes in one spelling. */
export type ReadPolicyFile = z.output<typeof policySchema>;
/** A job of it. */
export type ReadJob = ReadPolicyFile['jobs'][number];
/** A tier of a job. */
export type ReadTier = NonNullable<ReadJob['tiers']>[string];
