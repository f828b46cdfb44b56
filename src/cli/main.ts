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
  if (Number(version.split('.')[0]) < OLDEST_NODE_MAJOR) {
    writeError(`backup-telemetry needs Node ${OLDEST_NODE_MAJOR} or newer; this is Node ${version}.\n`);
    process.exitCode = 1;
  } else if (name === 'exec' && args[0] !== '--help' && args[0] !== '-h') {
    leaveStdio();
    // Here, before anything else is loaded: somebody's backup waits.
    const { exitCode, signal } = await runExec(args, {
      env: process.env,
      stdout: (text) => {
        write(1, text);
      },
      stderr: writeError,
      loadTelemetry: () => import('./cli-telemetry.js'),
    });
    if (signal !== undefined) await dieBy(signal);
    // Whatever telemetry has open still, nobody waits for it.
    process.exit(exitCode);
  } else {
    const { runCommandLine } = await import('./cli-commands.js');
    process.exitCode = await runCommandLine(process.argv.slice(2));
  }
}
