// The rules with a fleet of jobs, against the same Prometheus with the same data and no rules.
import { existsSync } from 'node:fs';
import { mkdtemp, rename, readdir, rm, cp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exported, fleet, page, recorded, type Job } from './rules-data.js';
import { makeBlocks, servePage, startPrometheus } from './rules-prometheus.js';
import type { Result } from './cases.js';

const BIN = resolve(import.meta.dirname, '../../.cache/tools/bin');

export interface RulesOptions {
  services: number;
  crons: number;
  minutes: number;
}
/** Cores: CPU seconds per second. Evaluating: seconds per second; a group evaluates one rule after the other. Durations in seconds. */
export interface Cost {
  cores: number;
  evaluating: number;
  groups: Readonly<Record<string, { worst: number; median: number }>>;
  failures: number;
  missed: number;
  load: number;
}

export async function rules({ services, crons, minutes }: RulesOptions, say: (line: string) => void): Promise<Result> {
  if (!existsSync(join(BIN, 'promtool')))
    throw new Error(`Expected Prometheus in ${BIN}, and there is none. It is built by: npm run tools -- prometheus`);
  const now = Math.floor(Date.now() / 1_000);
  const jobs = fleet({ services, crons, now });
  const folder = await mkdtemp(join(tmpdir(), 'bench-rules-'));
  const scraped = await servePage(() => page(jobs, Math.floor(Date.now() / 1_000)));
  try {
    const began = performance.now();
    const blocks = join(folder, 'blocks');
    const promtool = join(BIN, 'promtool');
    const [old, fresh] = [join(folder, 'old'), join(folder, 'fresh')];
    const samples =
      (await makeBlocks(promtool, recorded(jobs, now), old, '744h')) + (await makeBlocks(promtool, exported(jobs, now), fresh, '2h'));
    const madeIn = (performance.now() - began) / 1_000;
    say(`${samples} samples of ${services} services and ${crons} cron jobs made in ${madeIn.toFixed(0)} s`);
    await gather([old, fresh], blocks);

    const start = async (withRules: boolean) => {
      const data = join(folder, withRules ? 'subject' : 'control');
      await cp(blocks, data, { recursive: true });
      return startPrometheus({ binary: join(BIN, 'prometheus'), data, servicesPort: scraped.port, withRules });
    };
    const without = await start(false);
    await sleep(30_000);
    const control = await measure(without, minutes);
    await without.stop();
    say(`without rules: ${control.cores.toFixed(3)} cores, load average ${control.load.toFixed(1)}`);

    const subject = await start(true);
    // The first rounds write what was forgotten in a day without Prometheus. And for the five minutes that plain queries look back,
    // they find what was exported in a block as well, as they never do once what comes is in memory.
    await sleep(390_000);
    const cost = await measure(subject, minutes);
    const known = await countKnown(subject);
    await subject.stop();
    say(`with rules: ${cost.cores.toFixed(3)} cores, load average ${cost.load.toFixed(1)}`);
    return summarize({ control, cost, known, jobs, madeIn, samples, options: { services, crons, minutes } });
  } finally {
    await scraped.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts the blocks of several folders into one. */
async function gather(folders: readonly string[], into: string) {
  const [first = '', ...others] = folders;
  await rename(first, into);
  for (const folder of others) for (const block of await readdir(folder)) await rename(join(folder, block), join(into, block));
}

async function measure({ own }: Awaited<ReturnType<typeof startPrometheus>>, minutes: number): Promise<Cost> {
  const single = async (name: string) => (await own(name))[''] ?? Number.NaN;
  const take = async () => ({
    at: performance.now() / 1_000,
    cpu: await single('process_cpu_seconds_total'),
    evaluated: await single('prometheus_rule_group_duration_seconds_sum'),
  });
  const sum = async (name: string) => Object.values(await own(name)).reduce((total, value) => total + value, 0);
  const missed = await sum('prometheus_rule_group_iterations_missed_total');
  const before = await take();
  const durations: Record<string, number[]> = {};
  while (performance.now() / 1_000 - before.at < minutes * 60) {
    await sleep(1_000);
    for (const [group, seconds] of Object.entries(await own('prometheus_rule_group_last_duration_seconds')))
      (durations[group] ??= []).push(seconds);
  }
  const after = await take();
  const groups = Object.fromEntries(
    Object.entries(durations).map(([group, all]) => {
      const sorted = [...all].sort((a, b) => a - b);
      return [group, { worst: sorted.at(-1) ?? Number.NaN, median: sorted[sorted.length >> 1] ?? Number.NaN }];
    }),
  );
  return {
    cores: (after.cpu - before.cpu) / (after.at - before.at),
    evaluating: (after.evaluated - before.evaluated) / (after.at - before.at),
    groups,
    failures: await sum('prometheus_rule_evaluation_failures_total'),
    missed: (await sum('prometheus_rule_group_iterations_missed_total')) - missed,
    load: loadavg()[0] ?? Number.NaN,
  };
}

/** What it knows, by its state and its alerts. */
async function countKnown({ query }: Awaited<ReturnType<typeof startPrometheus>>) {
  return {
    states: await query('count(backup:run_last_success_timestamp_seconds:state)'),
    medians: await query('count(backup:success_size_bytes:median)'),
    pages: await query('count(ALERTS{alertname="BackupJobFailed"})'),
  };
}

function summarize({
  control,
  cost,
  known,
  jobs,
  madeIn,
  samples,
  options,
}: {
  control: Cost;
  cost: Cost;
  known: Record<string, number>;
  jobs: readonly Job[];
  madeIn: number;
  samples: number;
  options: RulesOptions;
}) {
  const failing = jobs.filter(({ failed }) => failed).length;
  const groups = Object.entries(cost.groups).map(
    ([name, { median, worst }]) => `${name} ${median.toFixed(3)} s (worst ${worst.toFixed(3)} s)`,
  );
  return {
    name: `rules for ${options.services} jobs in services and ${options.crons} cron jobs, after a month and a day without Prometheus`,
    limits: [
      { what: 'median evaluation of the fast group', value: cost.groups['backup-fast']?.median ?? Number.NaN, limit: 0.5, unit: 's' },
      // A group evaluates one rule after the other, on one core.
      { what: 'evaluating, of all groups', value: cost.evaluating, limit: 0.2, unit: 'cores', target: true },
      // With what they leave to collect and to write.
      { what: 'CPU: with rules less without', value: cost.cores - control.cores, limit: 0.25, unit: 'cores', target: true },
      { what: 'CPU with rules against CPU without', value: cost.cores / control.cores, limit: 21, unit: 'x' },
      // Where the machine is too busy for all of them, what is above is that of fewer.
      { what: 'evaluations that were missed', value: cost.missed, limit: 0, unit: '' },
      { what: 'evaluations that failed', value: cost.failures, limit: 0, unit: '' },
      { what: 'jobs whose last success is known', value: known['states'] ?? 0, limit: jobs.length, unit: 'jobs', atLeast: true },
      { what: 'failing jobs that alert', value: known['pages'] ?? 0, limit: failing, unit: 'jobs', atLeast: true },
      { what: 'jobs that alert and are not failing', value: Math.max(0, (known['pages'] ?? 0) - failing), limit: 0, unit: 'jobs' },
      { what: 'making the data', value: madeIn, limit: 300, unit: 's', target: true },
    ],
    measured: { control, cost, known, madeIn, samples, ...options },
    summary: `${cost.cores.toFixed(3)} cores against ${control.cores.toFixed(3)}; ${groups.join(', ')}; ${cost.missed} missed; load average ${cost.load.toFixed(1)} against ${control.load.toFixed(1)}`,
  };
}
