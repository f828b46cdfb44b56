import type { OptionTable, OptionValues } from '../../server/config/option-table.js';
import { duration, oneOf, read, whole } from '../../server/config/schemas.js';
import { TOOL_NAMES } from '../../parsers/programs.js';
import { BACKUP_OPERATIONS, BACKUP_TYPES } from '../../semconv.js';
import { parseSuccessCodes } from './success-codes.js';

/** What a job is called, for all commands that name one. */
export const JOB_OPTIONS = {
  job: {
    type: 'string',
    short: 'j',
    placeholder: '<name>',
    summary: 'Name of the job, the same at every run',
    needed: 'the name of the job',
  },
  operation: {
    type: 'string',
    placeholder: '<word>',
    schema: oneOf(BACKUP_OPERATIONS),
    default: 'backup',
    summary: `What it does: ${BACKUP_OPERATIONS.join(', ')}`,
  },
  type: { type: 'string', placeholder: '<word>', schema: oneOf(BACKUP_TYPES), summary: `What it covers: ${BACKUP_TYPES.join(', ')}` },
  destination: { type: 'string', placeholder: '<name>', summary: 'Name of the place the backup goes to, such as s3-eu' },
  region: { type: 'string', placeholder: '<name>', summary: 'Region of that place, such as eu-central-1' },
  service: { type: 'string', placeholder: '<name>', summary: 'Service that the job is of', otherwise: 'OTEL_SERVICE_NAME' },
  environment: {
    type: 'string',
    placeholder: '<name>',
    summary: 'Deployment environment, such as production',
    otherwise: 'OTEL_RESOURCE_ATTRIBUTES',
  },
} as const satisfies OptionTable;

/** What is expected of a job. */
export const EXPECTATION_OPTIONS = {
  every: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('1m', '10000d', '24h'),
    summary: 'Time between two starts, such as 24h',
  },
  schedule: { type: 'string', placeholder: '<cron>', summary: 'Or when cron starts it, such as "30 2 * * 1-5"' },
  timezone: {
    type: 'string',
    placeholder: '<zone>',
    summary: 'Zone of the schedule, such as Europe/Berlin',
    otherwise: 'that of the machine',
  },
  'start-grace': { type: 'string', placeholder: '<duration>', schema: duration('1s', '1000d', '30m'), summary: 'How late a start may be' },
  'max-duration': { type: 'string', placeholder: '<duration>', schema: duration('1s', '1000d', '2h'), summary: 'Longest normal duration' },
  'min-bytes': { type: 'string', placeholder: '<number>', schema: whole(1, 9e14), summary: 'Smallest plausible artifact' },
} as const satisfies OptionTable;

/** Every option of `exec`. */
export const EXEC_OPTIONS = {
  ...JOB_OPTIONS,
  ...EXPECTATION_OPTIONS,
  shell: { type: 'string', placeholder: '<line>', summary: 'Run this line by bash, with pipefail, in place of a command after --' },
  timeout: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('10ms', '24d', '2h'),
    summary: 'Stop it after this time; exit code 124',
  },
  grace: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('0s', '24h', '10s'),
    default: '10s',
    summary: 'Time between SIGTERM and SIGKILL then',
  },
  retry: {
    type: 'string',
    placeholder: '<number>',
    schema: whole(0, 100),
    default: '0',
    summary: 'How often to try again after a failure',
  },
  'retry-delay': {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('10ms', '24h', '30s'),
    default: '30s',
    summary: 'Time before the first new try; doubled for each further one, up to an hour',
  },
  lock: { type: 'boolean', summary: 'Do not run while another run of this job does; exit code 75, recorded as skipped' },
  'success-codes': {
    type: 'string',
    placeholder: '<list>',
    schema: read('exit codes, each with its outcome if that is not success, such as "0,3=partial"', parseSuccessCodes),
    default: '0',
    summary: 'Exit codes that are no failure',
  },
  'output-file': { type: 'string', short: 'o', placeholder: '<path>', summary: 'What it writes: an empty or cut one is a failure' },
  parse: {
    type: 'string',
    placeholder: '<tool>',
    schema: read(`auto or one of ${TOOL_NAMES.join(', ')}`, (text) => ['auto' as const, ...TOOL_NAMES].find((name) => name === text)),
    summary: 'Read bytes, files and failures from what this tool says; auto: by the name of the command',
  },
  heartbeat: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('100ms', '1h', '10s'),
    default: '10s',
    summary: 'Time between signs of life',
  },
  'no-env': { type: 'boolean', summary: 'Do not add TRACEPARENT and BACKUP_TELEMETRY_RUN_ID to its environment' },
  strict: { type: 'boolean', summary: 'Do not run where something is wrong with the options; exit code 2' },
  'require-telemetry': { type: 'boolean', summary: 'Exit with 70 where the command ended with 0 and that was not delivered' },
  quiet: { type: 'boolean', short: 'q', summary: 'Say nothing of our own on stderr' },
  'dry-run': { type: 'boolean', summary: 'Say what would run, and run nothing' },
  json: { type: 'boolean', summary: 'Say how it ended as one line of JSON on stderr' },
} as const satisfies OptionTable;

/** What `exec` is started with. */
export type ExecValues = OptionValues<typeof EXEC_OPTIONS>;
