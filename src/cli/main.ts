import { orUndefined } from '../untrusted/calls.js';
import { runBare } from './exec/bare.js';
import type { ExecEnd } from './exec/host.js';
import { leaveStdio, write } from './exec/leave-stdio.js';
import { runExec } from './exec/run.js';
import { dieBy } from './exec/signals.js';

const OLDEST_NODE_MAJOR = 20;

const writeError = (text: string) => {
  write(2, text);
};

void main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<void> {
  const version = process.versions.node;
  const isOld = Number(version.split('.')[0]) < OLDEST_NODE_MAJOR;
  if (isOld) writeError(`backup-telemetry needs Node ${OLDEST_NODE_MAJOR} or newer; this is Node ${version}.\n`);
  if (name === 'exec' && args[0] !== '--help' && args[0] !== '-h') {
    // Here, before anything else is loaded: somebody's backup waits.
    const { exitCode, signal } = await (isOld ? runBare(args, process.env) : wrap(args));
    if (signal !== undefined) await dieBy(signal);
    // Whatever telemetry has open still, nobody waits for it.
    process.exit(exitCode);
  } else if (isOld) {
    process.exitCode = 1;
  } else {
    const { runCommandLine } = await import('./cli-commands.js');
    process.exitCode = await runCommandLine(process.argv.slice(2));
  }
}

function wrap(args: readonly string[]): Promise<ExecEnd> {
  orUndefined(leaveStdio);
  return runExec(args, {
    env: process.env,
    stdout: (text) => {
      write(1, text);
    },
    stderr: writeError,
    loadTelemetry: () => import('./cli-telemetry.js'),
  });
}
