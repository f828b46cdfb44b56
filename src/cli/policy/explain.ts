import type { Policy, PolicyJob, PolicyTier } from '../../policy/index.js';
import { printable } from '../../untrusted/printable.js';
import type { Style } from '../style.js';

type Peak = NonNullable<PolicyJob['peaks']>[number];
type Levels = NonNullable<PolicyJob['escalation']>;

/** What a policy promises, in words: a paragraph for each job. */
export function explainPolicy({ jobs }: Policy, style: Style): string {
  return jobs.map((job) => paragraph(job, style)).join('\n\n');
}

function paragraph(job: PolicyJob, { bold, dim }: Style): string {
  const { identity, tiers } = job;
  const { environment, namespace, service, operation, destination } = identity;
  const where = [
    operation === 'backup' ? undefined : operation,
    destination === undefined ? undefined : `to ${destination}`,
    service === undefined ? undefined : `of ${[namespace, service].filter(Boolean).join('/')}`,
    environment === undefined ? undefined : `in ${environment}`,
  ].filter((part) => part !== undefined);
  const rows = [
    ...tiers.flatMap((tier) => tierRows(tier, job)),
    ...row('restore', restoreOf(job)),
    ...row('copies', (job.copies ?? []).map(copyOf)),
    ...row('kept', keptOf(job)),
    ...row(
      'SLA',
      job.sla ? [`inside its RPO for ${String(job.sla.percent)} % of each ${job.sla.window} (${job.sla.timezone ?? 'UTC'})`] : [],
    ),
    ...row('alerts', job.escalation ? [escalationOf(job.escalation)] : []),
    ...(job.peaks ?? []).flatMap((peak) => row(peak.name ?? 'season', [seasonOf(peak)])),
    ...row(
      'no runs',
      (job.maintenance ?? []).map(({ from, until, reason }) => `${from} to ${until}${reason === undefined ? '' : `: ${reason}`}`),
    ),
    ...row('owner', job.owner === undefined ? [] : [job.owner]),
    ...row(
      'links',
      Object.entries(job.links ?? {}).map(([name, url]) => `${name} ${String(url)}`),
    ),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `${bold(printable(identity.job))}${where.length > 0 ? dim(printable(` ${where.join(' ')}`)) : ''}`,
    ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
  ].join('\n');
}

type Row = readonly [name: string, text: string];

/** The name stands at the first line only. What people wrote into the file moves no cursor. */
function row(name: string, texts: readonly string[]): readonly Row[] {
  return texts.map((text, index) => [index === 0 ? printable(name) : '', printable(text)]);
}

function tierRows(tier: PolicyTier, job: PolicyJob): readonly Row[] {
  const schedule = tier.schedule?.describe();
  const kind = tier.type === undefined ? '' : `${tier.type}: `;
  const limits = [
    tier.grace === undefined ? undefined : `starts at most ${String(tier.grace)} late`,
    tier.maxDuration === undefined ? undefined : `takes at most ${String(tier.maxDuration)}`,
    tier.minDuration === undefined ? undefined : `takes at least ${String(tier.minDuration)}`,
    tier.minBytes === undefined ? undefined : `has at least ${bytesOf(tier.minBytes)}`,
    tier.maxBytes === undefined ? undefined : `has at most ${bytesOf(tier.maxBytes)}`,
  ].filter((limit) => limit !== undefined);
  const loses =
    tier.rpo === undefined
      ? undefined
      : `at most ${String(tier.rpo)} of data may be lost${job.tiers.length > 1 ? ' by this tier alone' : ''}`;
  const lines = [
    `${kind}${schedule ?? 'no schedule stated: nobody can say that a run is missing'}`,
    limits.length > 0 ? limits.join(', ') : undefined,
    loses,
    tier.keep === undefined ? undefined : `the newest ${String(tier.keep)} are kept`,
  ].filter((line) => line !== undefined);
  return row(tier.name ?? 'runs', lines);
}

function restoreOf({ rpo, rto, drill, tiers }: PolicyJob): readonly string[] {
  return [
    rpo !== undefined && tiers.length > 1 ? `at most ${String(rpo)} of data may be lost` : undefined,
    rto === undefined ? undefined : `within ${String(rto)}`,
    drill === undefined
      ? undefined
      : `proven by a drill at least every ${String(drill.every)}${drill.maxDuration === undefined ? '' : `, of at most ${String(drill.maxDuration)}`}`,
  ].filter((text) => text !== undefined);
}

function copyOf({ destination, region, within, verified }: NonNullable<PolicyJob['copies']>[number]): string {
  const place = region === undefined ? destination : `${destination} (${region})`;
  return `at ${place} within ${String(within)} of the end of a run${verified === true ? ', compared with the source' : ''}`;
}

function keptOf({ retention }: PolicyJob): readonly string[] {
  const { minGood, reach, restorable } = retention ?? {};
  return [
    minGood === undefined ? undefined : `at least ${String(minGood)} good backups`,
    reach === undefined ? undefined : `the oldest good one is at least ${String(reach)} old`,
    restorable === undefined ? undefined : `every moment of the last ${String(restorable)} can be restored`,
  ].filter((text) => text !== undefined);
}

function escalationOf(levels: Levels): string {
  return levels.map(({ after, to }) => `${/^0/.test(String(after)) ? 'at once' : `after ${String(after)}`} ${to}`).join(', ');
}

function seasonOf({ months, from, until, grace, maxDuration, rpo, rto, sla, escalation }: Peak): string {
  const when = months ? `in ${months.map(monthName).join(', ')}` : `from ${dayName(from)} to ${dayName(until)}`;
  const stricter = [
    grace === undefined ? undefined : `starts at most ${String(grace)} late`,
    maxDuration === undefined ? undefined : `takes at most ${String(maxDuration)}`,
    rpo === undefined ? undefined : `loses at most ${String(rpo)}`,
    rto === undefined ? undefined : `restored within ${String(rto)}`,
    sla === undefined ? undefined : `${String(sla.percent)} % of each ${sla.window}`,
    escalation === undefined ? undefined : `alerts ${escalationOf(escalation)}`,
  ].filter((text) => text !== undefined);
  return `${when}: ${stricter.length > 0 ? stricter.join(', ') : 'nothing is stricter'}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function monthName(month: number): string {
  return MONTHS[month - 1] ?? String(month);
}

/** `05-01` as `1 May`. */
function dayName(day: string | undefined): string {
  const [month, date] = (day ?? '').split('-').map(Number);
  return month === undefined || date === undefined ? '?' : `${String(date)} ${monthName(month)}`;
}

function bytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1_000 && unit < units.length - 1) [value, unit] = [value / 1_000, unit + 1];
  return `${String(Math.round(value * 10) / 10)} ${units[unit] ?? ''}`;
}
