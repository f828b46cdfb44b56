import type { JobIdentity } from '../../../identity.js';
import { plural } from '../asked.js';
import type { Style } from '../../style.js';
import type { SimulatedJob, Simulation, StartCounts } from './simulate.js';

/** What would have come of a policy, as a table for each job and a line at the end. */
export function simulationText({ from, until, jobs }: Simulation, style: Style): string {
  return [...jobs.map((job) => `${jobText(job, style)}\n`), summary({ from, until, jobs })].join('\n');
}

function jobText({ identity, isPromised, alerts, starts }: SimulatedJob, { bold, dim, yellow }: Style): string {
  const width = Math.max(...alerts.map(({ name }) => name.length));
  const rows = alerts.map(({ name, severity, firedAt, criticalAt, endedAt }) => {
    const ended = endedAt === undefined ? yellow('still firing at the end') : `ended ${time(endedAt)}, after ${length(endedAt - firedAt)}`;
    const critical = criticalAt === undefined ? [] : [`critical from ${time(criticalAt)}`];
    return [time(firedAt), severity.padEnd(8), name.padEnd(width), [...critical, ended].join(', ')];
  });
  return [
    `${bold(identity.job ?? 'a job without a name')}${dim(whereOf(identity))}${isPromised ? '' : dim(' (not in the policy)')}`,
    ...(rows.length === 0 ? ['  no alert'] : rows.map((row) => `  ${row.join('  ')}`)),
    ...starts.map((counts) => dim(`  ${startsText(counts)}`)),
  ].join('\n');
}

function whereOf({ operation = 'backup', destination, namespace, service, environment }: JobIdentity): string {
  const parts = [
    operation === 'backup' ? undefined : operation,
    destination === undefined ? undefined : `to ${destination}`,
    service === undefined ? undefined : `of ${[namespace, service].filter(Boolean).join('/')}`,
    environment === undefined ? undefined : `in ${environment}`,
  ];
  return parts.flatMap((part) => (part === undefined ? [] : ` ${part}`)).join('');
}

function startsText({ tier, expected, onTime, late, missed, due, extra }: StartCounts): string {
  const counts = [`${String(onTime)} on time`, `${String(late)} late`, `${String(missed)} missed`];
  if (due > 0) counts.push(`${String(due)} due`);
  return `${tier === undefined ? 'starts' : `starts of ${tier}`}: ${String(expected)} expected, ${counts.join(', ')}; ${plural(extra, 'run')} besides`;
}

function summary({ from, until, jobs }: Simulation): string {
  const alerts = jobs.flatMap((job) => job.alerts);
  const critical = alerts.filter(({ severity }) => severity === 'critical').length;
  const open = alerts.filter(({ endedAt }) => endedAt === undefined).length;
  const span = `${time(from.getTime())} to ${time(until.getTime())}`;
  return `${span}: ${plural(jobs.length, 'job')}, ${plural(alerts.length, 'alert')}, ${String(critical)} of them critical, ${String(open)} still firing at the end.`;
}

/** Whole seconds, in UTC. */
function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** `2 d 3 h`, `5 h 12 min`, `40 s`. */
function length(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${String(hours)} h ${String(minutes % 60)} min`;
  return `${String(Math.floor(hours / 24))} d ${String(hours % 24)} h`;
}
