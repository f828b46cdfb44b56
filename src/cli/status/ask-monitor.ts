import { expected } from '../../errors.js';
import { classOf } from '../../untrusted/error-words.js';
import { STATUS_CODES } from '../../status/status-code.js';
import type { JobStatus } from '../../status/job-status.js';
import type { FleetStatus } from '../../status/summary.js';

/** What a monitor says of all jobs, or of one. */
export type StatusBody = FleetStatus | JobStatus;

/** What the monitor answered, or why it did not. */
export type Answer = { readonly body: StatusBody } | { readonly problem: string };

export interface Asked {
  readonly url: string;
  /** Below the address of the monitor. */
  readonly path: string;
  readonly token: string;
  readonly timeoutMs: number;
}

// A fleet of 100 000 jobs.
const MOST_BYTES = 256 * 1_048_576;

/** Asks a monitor for a status. Never rejects. */
export async function askMonitor({ url, path, token, timeoutMs }: Asked): Promise<Answer> {
  const base = url.endsWith('/') ? url : `${url}/`;
  try {
    const answer = await fetch(new URL(path, base), {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const length = Number(answer.headers.get('content-length') ?? 0);
    if (length > MOST_BYTES) return { problem: `the monitor at ${url} answered with ${String(length)} bytes` };
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok)
      return isStatus(body) ? { body } : { problem: expected(`the answer of ${url}`, 'the status of a monitor', 'something else') };
    return { problem: `the monitor at ${url} answered with ${String(answer.status)}${wordsOf(body)}` };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return {
      problem: `the monitor at ${url} could not be asked: ${isLate ? `no answer within ${String(timeoutMs / 1_000)} s` : (classOf(error) ?? 'no answer')}`,
    };
  }
}

function isStatus(body: unknown): body is StatusBody {
  const { summary, jobs, status } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const code = Array.isArray(jobs) ? (summary as { readonly worst?: unknown } | undefined)?.worst : status;
  return STATUS_CODES.some((known) => known === code);
}

function wordsOf(body: unknown): string {
  const { error, keys } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const choices = Array.isArray(keys) ? keys.map((key) => `\n  ${String(key)}`).join('') : '';
  return `${typeof error === 'string' ? `: ${error}` : ''}${choices}`;
}
