// How many alerts the gateway hands over, against a bare forwarder that signs and posts the same alerts and does nothing else.
import { startGatewayPrograms, type Target } from './gateway-programs.js';
import { load, type LoadOptions } from './webhook-load.js';
import type { Result } from './cases.js';

const CASES = [
  { alerts: 1, connections: 32, target: 1_000, mostCpu: 12 },
  { alerts: 20, connections: 8, target: 3_000, mostCpu: 9 },
];

export interface GatewayOptions {
  rounds: number;
  seconds: number;
}
/** Alerts by the clock, and for each second of CPU time of the server. */
export interface Rate {
  perSecond: number;
  perCoreSecond: number;
}

export async function gateway({ rounds, seconds }: GatewayOptions, say: (line: string) => void): Promise<Result> {
  const programs = await startGatewayPrograms();
  try {
    const measured = [];
    for (const { alerts, connections, target, mostCpu } of CASES) {
      const measure = (program: Target) => measureRate(program, { token: programs.token, alerts, connections, seconds });
      const counted = async (program: Target) => {
        const before = await programs.countReceived();
        const { rate, posted } = await measure(program);
        const received = (await programs.countReceived()) - before;
        if (received !== posted) throw new Error(`Expected the receiver to get ${posted} alerts, got ${received}.`);
        return rate;
      };
      const subject = () => counted(programs.gateway);
      const control = () => counted(programs.control);
      await subject();
      await control();
      const runs = [];
      for (let round = 0; round < rounds; round += 1) {
        // A B B A: a machine that becomes slower or faster hits both alike.
        const [first, second] = round % 2 === 0 ? [control, subject] : [subject, control];
        const [one, other] = [await first(), await second()];
        const run = round % 2 === 0 ? { control: one, subject: other } : { control: other, subject: one };
        runs.push(run);
        say(`${alerts} in a webhook, round ${round + 1} of ${rounds}: ${show(run.subject)}; bare forwarder ${show(run.control)}`);
      }
      measured.push({ alerts, target, mostCpu, runs });
    }
    return summarize(measured, { rounds, seconds });
  } finally {
    await programs.stop();
  }
}

async function measureRate({ port, cpuSeconds }: Target, options: Omit<LoadOptions, 'port'>): Promise<{ rate: Rate; posted: number }> {
  const before = await cpuSeconds();
  const { webhooks, seconds, statuses } = await load({ port, ...options });
  const cpu = (await cpuSeconds()) - before;
  const posted = webhooks * options.alerts;
  if (statuses['200'] !== webhooks) throw new Error(`Expected ${webhooks} answers of 200, got ${JSON.stringify(statuses)}.`);
  // Where the kernel does not count, the clock has to do: it flatters nobody, since the crypto has threads of its own.
  return { rate: { perSecond: posted / seconds, perCoreSecond: posted / (Number.isNaN(cpu) ? seconds : cpu) }, posted };
}

function summarize(
  measured: readonly { alerts: number; target: number; mostCpu: number; runs: readonly { subject: Rate; control: Rate }[] }[],
  options: GatewayOptions,
): Result {
  const cases = measured.map(({ alerts, target, mostCpu, runs }) => {
    const middle = (of: (run: { subject: Rate; control: Rate }) => number) => median(runs.map(of));
    return {
      alerts,
      target,
      mostCpu,
      perSecond: middle(({ subject }) => subject.perSecond),
      perCoreSecond: middle(({ subject }) => subject.perCoreSecond),
      controlPerSecond: middle(({ control }) => control.perSecond),
      controlPerCoreSecond: middle(({ control }) => control.perCoreSecond),
      cpuAgainstControl: middle(({ subject, control }) => control.perCoreSecond / subject.perCoreSecond),
      runs,
    };
  });
  return {
    name: 'the gateway, from a webhook of Alertmanager to signed posts that were answered, against a bare forwarder',
    limits: cases.flatMap(({ alerts, target, mostCpu, perCoreSecond, cpuAgainstControl }) => [
      { what: `CPU of an alert against control, ${alerts} in a webhook`, value: cpuAgainstControl, limit: mostCpu, unit: 'x' },
      {
        what: `alerts a second on one core, ${alerts} in a webhook`,
        value: perCoreSecond,
        limit: target,
        unit: '/s',
        atLeast: true,
        target: true,
      },
    ]),
    measured: { ...options, cases },
    summary: cases
      .map(
        ({ alerts, perSecond, controlPerSecond, cpuAgainstControl }) =>
          `${alerts} in a webhook: ${perSecond.toFixed(0)} alerts a second by the clock, bare forwarder ${controlPerSecond.toFixed(0)}; ` +
          `CPU of an alert ${cpuAgainstControl.toFixed(1)} x that of the bare forwarder (medians of ${options.rounds} rounds of ${options.seconds} s)`,
      )
      .join('\n  '),
  };
}

const show = ({ perSecond, perCoreSecond }: Rate) => `${perSecond.toFixed(0)}/s, ${perCoreSecond.toFixed(0)}/s of CPU time`;

function median(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
}
