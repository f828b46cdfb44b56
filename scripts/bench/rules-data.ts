// A fleet of jobs as Prometheus has it after a month: what the rules recorded, with a day without Prometheus at its end,
// and what the processes exported in the last minutes. Lines of OpenMetrics, without their end.
import { prometheusMetric, RULE_GROUPS } from '../../src/conditions/index.js';
import { identityLabels, type JobIdentity } from '../../src/identity.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Days of recorded runs. */
const MONTH = 31;
/** How far back rules look at what processes export, and how often services do. */
const RAW_WINDOW = 36 * MINUTE;
const EXPORT_EVERY = 10;

const RECORDED = new Set(RULE_GROUPS.flatMap(({ rules }) => rules.flatMap((each) => ('record' in each ? [each.record] : []))));

export interface Job {
  labels: string;
  instance: string;
  every: number;
  lastEnd: number;
  failed: boolean;
  running: boolean;
  lives: boolean;
}

export function fleet({ services, crons, now }: { services: number; crons: number; now: number }): readonly Job[] {
  const jobs = [];
  for (let index = 0; index < services + crons; index += 1) {
    const lives = index < services;
    const every = lives ? 6 * HOUR : DAY;
    jobs.push({
      labels: labelsOf({
        environment: 'production',
        namespace: 'wedsync',
        service: `service-${index % 100}`,
        operation: 'backup',
        job: `job-${index}`,
        destination: index % 2 === 0 ? 's3-eu' : 's3-us',
      }),
      instance: `,instance="host-${index}"`,
      every,
      lives,
      // Spread over the interval, as schedules are.
      lastEnd: now - ((index * 7_919) % every) - 10,
      failed: index % 100 === 7,
      running: lives && index % 20 === 3,
    });
  }
  return jobs;
}

function labelsOf(identity: JobIdentity): string {
  return Object.entries(identityLabels(identity))
    .map(([label, value]) => `${label}="${value}"`)
    .join(',');
}

/** What was recorded until a day ago. */
export function* recorded(jobs: readonly Job[], now: number) {
  const stopped = now - DAY;
  for (const job of jobs) {
    const { labels, every } = job;
    for (let end = job.lastEnd - Math.floor((MONTH * DAY) / every - 1) * every, run = 0; end < stopped; end += every, run += 1) {
      const typed = `{${labels},backup_type="full"}`;
      yield `${rule('success_timestamp_seconds:history')}${typed} ${end} ${end + MINUTE}\n`;
      yield `${rule('success_duration_seconds:history')}${typed} ${300 + (run % 60)} ${end + MINUTE}\n`;
      yield `${rule('success_size_bytes:history')}${typed} ${1e9 + run * 1e6} ${end + MINUTE}\n`;
    }
    // Runs went on while Prometheus stood still; what it knows is older.
    const known = { ...job, lastEnd: job.lastEnd - Math.ceil((job.lastEnd - stopped + HOUR) / every) * every };
    for (const age of [7 * HOUR + 40 * MINUTE, 2 * HOUR]) {
      yield* checkpoints(known, stopped - age);
      yield* knownValues(known, stopped - age);
    }
  }
}

function* checkpoints(job: Job, at: number) {
  const source = ',source="checkpoint"';
  yield `${rule('job_known_since_timestamp_seconds:checkpoint')}{${job.labels}${source}} ${registered(job)} ${at}\n`;
  yield `${rule('job_seen_timestamp_seconds:checkpoint')}{${job.labels}${source}} ${job.lastEnd - (job.lastEnd % 300)} ${at}\n`;
  for (const [gauge, extra, value] of values(job)) {
    // What is kept of these has other names.
    if (/last_duration|last_size|last_heartbeat/.test(gauge)) continue;
    yield `${rule(`${prometheusMetric(gauge).replace(/^backup_/, '')}:checkpoint`)}{${job.labels}${extra}${gauge.includes('timestamp') ? source : ''}} ${value} ${at}\n`;
  }
}

function* knownValues({ labels, lastEnd, failed, every }: Job, at: number) {
  const typed = `{${labels},backup_type="full"}`;
  const kept = {
    timestamp_seconds: failed ? lastEnd - every : lastEnd,
    duration_seconds: 320,
    size_bytes: 1.03e9,
    median_size_bytes: 1.02e9,
  };
  for (const [name, value] of Object.entries(kept)) yield `${rule(`success_${name}:checkpoint`)}${typed} ${value} ${at}\n`;
}

/** What processes exported in the last minutes: services again and again, the others once. */
export function* exported(jobs: readonly Job[], now: number) {
  for (const job of jobs) {
    if (!job.lives && job.lastEnd < now - RAW_WINDOW) continue;
    for (const [gauge, extra, value] of values(job)) {
      const series = `${prometheusMetric(gauge)}{${job.labels}${job.instance}${extra}} ${value} `;
      if (!job.lives) yield `${series}${job.lastEnd}\n`;
      else for (let at = now - RAW_WINDOW; at <= now; at += EXPORT_EVERY) yield `${series}${at}\n`;
    }
  }
}

/** What the services export now. */
export function page(jobs: readonly Job[], now: number) {
  const lines = [];
  for (const job of jobs) {
    if (!job.lives) continue;
    for (const [gauge, extra, value] of values(job)) {
      const alive = job.running && /heartbeat|progress/.test(gauge);
      lines.push(`${prometheusMetric(gauge)}{${job.labels}${job.instance}${extra}} ${alive ? now : value}\n`);
    }
  }
  return lines.join('');
}

type GaugeValue = readonly [gauge: Parameters<typeof prometheusMetric>[0], extra: string, value: number];

function values(job: Job): readonly GaugeValue[] {
  const { lastEnd, failed, every, running, lives } = job;
  const success = failed ? lastEnd - every : lastEnd;
  return [
    ['backup.job.registered.timestamp', '', registered(job)],
    // Those that are known from before the gap alone are not late yet.
    ['backup.expected.interval', '', lives ? every : 4 * DAY],
    ['backup.expected.start_grace', '', HOUR],
    ['backup.expected.max_duration', '', 2 * HOUR],
    ['backup.expected.min_duration', '', MINUTE],
    ['backup.expected.min_size', '', 1e6],
    ['backup.run.last_start.timestamp', '', running ? lastEnd + 5 : lastEnd - 320],
    ['backup.run.last_heartbeat.timestamp', '', lastEnd - 5],
    ['backup.run.last_progress.timestamp', '', lastEnd - 5],
    ['backup.run.last_end.timestamp', ',backup_outcome="success"', success],
    ...(failed ? [['backup.run.last_end.timestamp', ',backup_outcome="failure"', lastEnd] as const] : []),
    ...(failed ? [['backup.run.last_failure.timestamp', ',error_type="ECONNREFUSED",backup_phase_name="upload"', lastEnd] as const] : []),
    ['backup.run.last_duration', ',backup_type="full"', 320],
    ['backup.run.last_size', ',backup_type="full"', 1.03e9],
  ];
}

/** A name that the rules record; a benchmark of others would measure nothing. */
function rule(name: string) {
  if (!RECORDED.has(`backup:${name}`)) throw new Error(`Expected a recording rule backup:${name}, and there is none.`);
  return `backup:${name}`;
}

function registered({ lastEnd, every }: Job) {
  return lastEnd - 40 * DAY - every;
}
