import { messageOf } from '../../untrusted/message-of.js';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { amount } from '../../server/config/schemas.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { findFindings, type Evidence } from './findings.js';
import { hasFormerEnvironment } from './former-environment.js';
import { runHost, type HostRun } from './host.js';
import type { ProbeReport } from './probe-report.js';
import { findProblems } from './problems.js';
import { renderReport } from './report.js';
import { backupArrived, searchSlots, signalArrived } from './search.js';
import { startOtlpReceiver, type ReceivedRequest } from './otlp-receiver.js';
import { BACKUP_ERROR, type Signal } from './canary-slots.js';
import { hasDelta } from './temporality.js';

/** `backup-telemetry doctor`. */
export const doctorCommand = defineCommand({
  description: [
    'Starts a program with its own OpenTelemetry set-up, its exporters turned to this machine,',
    'puts made-up secrets into every slot of traces, metrics and logs, and says what came out',
    'and which line to change. The program is stopped as soon as all was sent.',
    '',
    'Exits with 1 when something must be changed, with 2 on wrong usage and when nothing could be found out.',
  ],
  operands: { usage: '[-- <command>...]', min: 0 },
  options: {
    import: { type: 'string', placeholder: '<module>', summary: 'Load only this set-up module, a file or a package, instead of a command' },
    timeout: {
      type: 'string',
      placeholder: '<seconds>',
      schema: amount('seconds', 0.001, 3_600),
      default: '30',
      summary: 'Longest time to wait for the program',
    },
    verbose: { type: 'boolean', summary: 'Show every slot, not only those that leaked' },
    json: { type: 'boolean', summary: 'Print the findings as JSON on stdout' },
  },
  examples: [
    'npx @wedsync/backup-telemetry doctor -- node app.js',
    'npx @wedsync/backup-telemetry doctor -- npm start',
    'npx @wedsync/backup-telemetry doctor --import ./otel.mjs --json',
  ],
  async run({ io, style, facts, values, operands }) {
    const refuse = (sentence: string) => {
      io.stderr(`backup-telemetry: doctor: ${sentence}\n`);
      return EXIT.usage;
    };
    const seconds = values.timeout;
    if ((values.import === undefined) === (operands.length === 0)) {
      return refuse('expected either a command after -- or --import <file>, such as: npx @wedsync/backup-telemetry doctor -- node app.js');
    }
    const command =
      values.import === undefined
        ? operands
        : [process.execPath, '--import', specifierOf(values.import, io.cwd), '-e', 'setInterval(() => {}, 60_000)'];

    const seed = randomBytes(16).toString('hex');
    const sink = await startOtlpReceiver();
    const stop = new AbortController();
    const abort = () => stop.abort();
    process.once('SIGINT', abort);
    process.once('SIGTERM', abort);
    io.stderr(`${style.dim(`Running ${values.import ?? operands.join(' ')}, for at most ${seconds} s; its output follows.`)}\n`);
    try {
      const run = await runHost({
        command,
        cwd: io.cwd,
        env: io.env,
        probe: new URL('./doctor-probe.js', import.meta.url).href,
        sinkUrl: sink.url,
        seed,
        timeoutMs: seconds * 1_000,
        signal: stop.signal,
      });
      const problem = problemOf(run, seconds);
      if (problem !== undefined) return refuse(problem);
      const evidence = gather(run.reports, sink.requests, seed, facts.name);
      const findings = findFindings(evidence);
      const slots = evidence.slots.map(({ slot, ...rest }) => ({ signal: slot.signal, slot: slot.label, ...rest }));
      io.stdout(
        values.json
          ? `${JSON.stringify({ findings, slots, loaded: evidence.loaded }, undefined, 2)}\n`
          : `\n${renderReport(evidence, findings, style, values.verbose)}`,
      );
      return findings.some(({ level }) => level === 'error') ? EXIT.failed : EXIT.ok;
    } catch (error) {
      return refuse(`could not run ${command[0] ?? ''}: ${messageOf(error)}`);
    } finally {
      process.off('SIGINT', abort);
      process.off('SIGTERM', abort);
      await sink.close();
    }
  },
});

/** Why nothing was found out. */
function problemOf({ end, exitCode, reports }: HostRun, seconds: number): string | undefined {
  const started = reports.some(({ providers }) => Object.values(providers).includes(true));
  if (end === 'done') return undefined;
  if (end === 'stopped') return 'stopped before the program had sent anything';
  if (end === 'ended' && exitCode !== 0)
    return `the program ended with exit code ${exitCode ?? 1} before anything could be sent; its own output says why`;
  if (end === 'ended' && reports.length === 0) return 'the program is no Node program, or it replaces NODE_OPTIONS';
  if (end === 'ended' && started)
    return 'the program ended before everything could be sent; leave its process.exit() out, or load its set-up alone with --import <file>';
  if (end === 'timeout' && started) return `the program did not send everything within ${seconds} s; give it more with --timeout`;
  return undefined;
}

function gather(reports: readonly ProbeReport[], requests: readonly ReceivedRequest[], seed: string, packageName: string): Evidence {
  // `npm start` is a Node program too: the one with an SDK is meant.
  const host = reports.find(({ sent }) => sent) ?? reports[0];
  const bySignal = (judge: (signal: Signal) => boolean) => ({ traces: judge('traces'), metrics: judge('metrics'), logs: judge('logs') });
  return {
    // Without a real run there was nothing in the slot of its error.
    slots: searchSlots(requests, seed).filter(({ slot }) => host?.backup === 'ran' || slot.label !== BACKUP_ERROR),
    providers: host?.providers ?? bySignal(() => false),
    arrived: bySignal((signal) => signalArrived(requests, signal)),
    backups: bySignal((signal) => backupArrived(requests, signal)),
    recorded: host?.recorded ?? 0,
    loaded: host?.loaded ?? [],
    backup: host?.backup ?? 'not reached',
    delta: hasDelta(requests),
    formerEnvironment: hasFormerEnvironment(requests),
    problems: findProblems(requests),
    packageName,
  };
}

/** A file of the host, else the name of a package, as `node --import` takes it. */
function specifierOf(module: string, cwd: string): string {
  const file = resolve(cwd, module);
  return existsSync(file) ? pathToFileURL(file).href : module;
}
