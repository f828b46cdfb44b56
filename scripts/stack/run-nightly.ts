import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '../..');

/** The identity under which Prometheus, Alertmanager and WS-155 know the job of nightly.ts. */
export const NIGHTLY = {
  environment: 'trial',
  namespace: 'wedsync',
  service: 'vault',
  operation: 'backup',
  job: 'nightly',
  destination: 'vault-eu',
};

/** `endedAt` is in milliseconds since the epoch. */
export interface NightlyRun {
  readonly traceId: string;
  readonly endedAt: number;
}

/**
 * Runs nightly.ts as cron would: a process of its own, with nothing but the environment to say where telemetry goes.
 * @returns As soon as the job has ended, while the process still sends.
 */
export async function runNightly(
  what: 'succeed' | 'fail',
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<NightlyRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', '@wedsync/backup-telemetry/register', join(import.meta.dirname, 'nightly.ts'), what],
    {
      cwd: ROOT,
      env: {
        ...Object.fromEntries(inherited),
        ...variables,
        OTEL_SERVICE_NAME: NIGHTLY.service,
        OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${NIGHTLY.namespace},deployment.environment.name=${NIGHTLY.environment}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  let problem = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text));
  const lines = createInterface({ input: child.stdout });
  const printed = new Promise<NightlyRun>((done) => lines.once('line', (line: string) => done(JSON.parse(line) as NightlyRun)));
  const ended = once(child, 'close').then(() => {
    throw new Error(`The backup did not run. What it printed:\n${problem.trim()}`);
  });
  return Promise.race([printed, ended]);
}
