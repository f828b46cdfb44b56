// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '../..');

/** The identity under which Prometheus, Alertmanager and WS-155 know the job of nightly.mjs. */
export const NIGHTLY = {
  environment: 'trial',
  namespace: 'wedsync',
  service: 'vault',
  operation: 'backup',
  job: 'nightly',
  destination: 'vault-eu',
};

/** @typedef {{ readonly traceId: string, readonly endedAt: number }} NightlyRun `endedAt` is in milliseconds since the epoch. */

/**
 * Runs nightly.mjs as cron would: a process of its own, with nothing but the environment to tell it where telemetry goes.
 * @param {'succeed' | 'fail'} what
 * @param {Readonly<Record<string, string>>} variables
 * @param {AbortSignal} signal
 * @returns {Promise<NightlyRun>} As soon as the job has ended, while the process still sends.
 */
export async function runNightly(what, variables, signal) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const child = spawn(
    process.execPath,
    ['--import', '@wedsync/backup-telemetry/register', join(import.meta.dirname, 'nightly.mjs'), what],
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
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (problem += text));
  const lines = createInterface({ input: child.stdout });
  /** @type {Promise<NightlyRun>} */
  const told = new Promise((done) => lines.once('line', (line) => done(JSON.parse(line))));
  const ended = once(child, 'close').then(() => {
    throw new Error(`The backup did not run. What it printed:\n${problem.trim()}`);
  });
  return Promise.race([told, ended]);
}
