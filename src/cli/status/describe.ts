import { describeJob } from '../../identity.js';
import type { JobStatus } from '../../status/job-status.js';
import { STATUS_CODES, STATUS_WORDS, type StatusCode } from '../../status/status-code.js';
import type { FleetStatus } from '../../status/summary.js';
import { describeSeconds } from '../../status/words.js';
import { printable } from '../../untrusted/printable.js';
import type { Style } from '../style.js';

/** A line for each job, the worst first, and below it why where something is the matter. */
export function describeFleet({ now, summary, jobs }: FleetStatus, style: Style): string {
  const counts = STATUS_CODES.flatMap((code) =>
    summary.counts[code] > 0 ? [`${String(summary.counts[code])} ${STATUS_WORDS[code]}`] : [],
  );
  const head = `${style.bold(`${String(summary.jobs)} ${summary.jobs === 1 ? 'job' : 'jobs'}`)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
  const at = style.dim(`as of ${clock(now)}`);
  if (jobs.length === 0) return `${head}. The first event of a job puts it here. ${at}\n`;
  const rows = jobs.map((job) => ({
    job,
    cells: [STATUS_WORDS[job.status], printable(describeJob(job.identity)), lastSuccessOf(job), nextOf(job)],
  }));
  const titles = ['STATUS', 'JOB', 'LAST SUCCESS', 'DUE BY'];
  const widths = titles.map((title, index) => Math.max(title.length, ...rows.map(({ cells }) => (cells[index] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    `${head}  ${at}`,
    '',
    style.dim(line(titles)),
    ...rows.flatMap(({ job, cells: [word = '', ...others] }) => [
      `${colour(job.status, word.padEnd(widths[0] ?? 0), style)}  ${line(['', ...others]).slice((widths[0] ?? 0) + 2)}`.trimEnd(),
      ...job.conditions.map(({ name, summary: text }) => `${' '.repeat((widths[0] ?? 0) + 2)}${style.dim(`${name}: ${printable(text)}`)}`),
    ]),
    '',
  ].join('\n');
}

/** All that is known of one job. */
export function describeJobStatus(job: JobStatus, style: Style): string {
  const { exposure, failing, lastSuccess, lastEnd, runs, conditions, seenAt } = job;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['key', job.key],
    ['last success', lastSuccess && `${clock(lastSuccess.at)}, ${describeSeconds(lastSuccess.ageSeconds)} ago`],
    ['size', lastSuccess?.sizeBytes === undefined ? undefined : `${lastSuccess.sizeBytes.toLocaleString('en-US')} bytes`],
    ['duration', lastSuccess?.durationSeconds === undefined ? undefined : describeSeconds(lastSuccess.durationSeconds)],
    [
      'may be',
      exposure &&
        `${describeSeconds(exposure.objectiveSeconds)} old (${exposure.objective === 'rpo' ? 'its recovery point objective' : 'two of its intervals'}), until ${clock(exposure.crossesAt)}`,
    ],
    [
      'failing',
      failing &&
        `${failing.isAtLeast ? 'at least ' : ''}${String(failing.runs)} ${failing.runs === 1 ? 'run' : 'runs'} since ${clock(failing.since)}`,
    ],
    ['last end', lastEnd && `${clock(lastEnd.at)}, ${lastEnd.outcome}`],
    ['due by', job.dueBy && clock(job.dueBy)],
    ...runs.map((run): readonly [string, string] => ['running', `since ${clock(run.startedAt)}, ${describeSeconds(run.elapsedSeconds)}`]),
    ['heard', seenAt && clock(seenAt)],
    ...conditions.map(({ name, severity, summary, runbook }): readonly [string, string] => [name, `${severity}: ${summary} (${runbook})`]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `${colour(job.status, STATUS_WORDS[job.status], style)}  ${printable(job.reason)}`,
    ...rows.flatMap(([name, text]) => (text === undefined ? [] : [`  ${style.dim(name.padEnd(width))}  ${printable(text)}`])),
    '',
  ].join('\n');
}

function lastSuccessOf({ lastSuccess }: JobStatus): string {
  return lastSuccess ? `${describeSeconds(lastSuccess.ageSeconds)} ago` : 'never';
}

function nextOf({ dueBy, runs: [run] }: JobStatus): string {
  if (run) return `running for ${describeSeconds(run.elapsedSeconds)}`;
  return dueBy === undefined ? 'not stated' : clock(dueBy);
}

/** `2026-06-01 02:30:00 UTC`. */
function clock(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function colour(status: StatusCode, text: string, { bold, dim, green, yellow }: Style): string {
  if (status === 'ok' || status === 'running') return green(text);
  if (status === 'decommissioned') return dim(text);
  return status === 'warning' || status === 'late' || status === 'never_ran' ? yellow(text) : bold(text);
}
