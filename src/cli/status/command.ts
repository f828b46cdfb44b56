import { dirname, join } from 'node:path/posix';
import { setTimeout as sleep } from 'node:timers/promises';
import { address, duration } from '../../server/config/schemas.js';
import { waitForSignal } from '../../server/signals.js';
import { defineCommand, type Invocation } from '../command.js';
import type { OptionValues } from '../../server/config/option-table.js';
import { DEFAULT_DATABASE, DEFAULT_PORT, OWN_TOKENS } from '../monitor/defaults.js';
import { askMonitor, type Answer } from './ask-monitor.js';
import { describeFleet, describeJobStatus } from './describe.js';
import { exitCodeOf, UNKNOWN } from './exit-code.js';
import { readToken } from './read-token.js';

/** What the variables of its options begin with. */
export const STATUS_VARIABLES = 'BACKUP_TELEMETRY_STATUS';

const DEFAULT_TOKEN_FILE = join(dirname(DEFAULT_DATABASE), OWN_TOKENS);

/** Every option of `status`. */
export const STATUS_OPTIONS = {
  url: {
    type: 'string',
    short: 'u',
    placeholder: '<url>',
    schema: address(),
    default: `http://127.0.0.1:${DEFAULT_PORT}`,
    summary: 'Where the monitor listens',
  },
  'token-file': {
    type: 'secrets',
    short: 't',
    placeholder: '<path>',
    default: DEFAULT_TOKEN_FILE,
    summary: 'A token with the role read: alone on its line, or with name and roles as the monitor has it',
  },
  timeout: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('100ms', '5m', '5s'),
    default: '5s',
    summary: 'How long the monitor may take to answer',
  },
  watch: { type: 'boolean', short: 'w', summary: 'Show it again every 2 s, until Ctrl-C' },
  json: { type: 'boolean', summary: 'Print what the monitor answers as JSON on stdout' },
} as const;

type StatusValues = OptionValues<typeof STATUS_OPTIONS>;

const WATCH_MS = 2_000;

/** `backup-telemetry status`. */
export const statusCommand = defineCommand({
  description: [
    'Says what is true of every backup, or of one by its name or key, as the monitor knows it.',
    'Exit codes are those of Nagios plugins: 0 ok or running, 1 warning, late or never ran, 2 failed,',
    'missed, stuck or never succeeded, 3 unknown, not answered, or wrong usage.',
  ],
  operands: { usage: '[job]', min: 0 },
  usageExitCode: UNKNOWN,
  options: STATUS_OPTIONS,
  variables: STATUS_VARIABLES,
  check: ({ watch, json }) => (watch && json ? 'expected --watch or --json, got both' : undefined),
  examples: [
    'npx @wedsync/backup-telemetry status',
    'npx @wedsync/backup-telemetry status wedding-db-nightly',
    'npx @wedsync/backup-telemetry status --json',
  ],
  async run(invocation) {
    const { operands, io } = invocation;
    const [job, ...more] = operands;
    if (more.length > 0) {
      io.stderr(`status: expected one job, got ${String(operands.length)}\n`);
      return UNKNOWN;
    }
    if (!invocation.values.watch) return show(invocation, await ask(invocation, job));
    const stopped = new AbortController();
    void waitForSignal().then(() => stopped.abort());
    let code = UNKNOWN;
    while (!stopped.signal.aborted) {
      const answer = await ask(invocation, job);
      if (io.isTTY) io.stdout('\u001B[2J\u001B[H');
      code = show(invocation, answer);
      await sleep(WATCH_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    return code;
  },
});

function ask({ io, values }: Invocation<StatusValues>, job: string | undefined): Promise<Answer> {
  const token = readToken(io.cwd, values['token-file']);
  if ('problem' in token) return Promise.resolve(token);
  const path = job === undefined ? 'status' : `jobs/${encodeURIComponent(job)}`;
  return askMonitor({ url: values.url, path, token: token.token, timeoutMs: values.timeout });
}

function show({ io, values, style }: Invocation<StatusValues>, answer: Answer): number {
  if ('problem' in answer) {
    io.stderr(`status: ${answer.problem}\n`);
    return UNKNOWN;
  }
  const { body } = answer;
  const isFleet = 'jobs' in body;
  if (values.json) io.stdout(`${JSON.stringify(body, undefined, 2)}\n`);
  else io.stdout(isFleet ? describeFleet(body, style) : describeJobStatus(body, style));
  return exitCodeOf(isFleet ? body.summary.worst : body.status);
}
