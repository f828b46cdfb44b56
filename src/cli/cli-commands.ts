import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { backlogOf } from '../server/backlog.js';
import { COMMANDS } from './commands.js';
import { EXIT } from './exit-codes.js';
import type { CliIo } from './io.js';
import { outliveReaders } from './outlive-readers.js';
import type { PackageFacts } from './package-facts.js';
import { quoteWord } from './quote.js';
import { runCli } from './run-cli.js';

const io: CliIo = {
  cwd: process.cwd(),
  env: process.env,
  nodeVersion: process.versions.node,
  // Asked when somebody wants to know: a stream of its own would make the pipe of a script one that does not block.
  get isTTY() {
    return process.stdin.isTTY && process.stdout.isTTY;
  },
  stdin: () => process.stdin,
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => {
    // A pipe that nobody reads any more ends neither a script nor a server.
    if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined);
    process.stderr.write(text);
  },
  get backlog() {
    return { stdout: backlogOf(process.stdout), stderr: backlogOf(process.stderr) };
  },
  // What waits keeps the process alive, the timer does not.
  endWithin: (ms) => void setTimeout(() => process.exit(), ms).unref(),
  ask: (question) =>
    new Promise((resolve) => {
      const reader = createInterface({ input: process.stdin, output: process.stdout });
      // Closed without an answer by Ctrl-C or Ctrl-D; after an answer this changes nothing.
      reader.once('close', () => resolve(undefined));
      reader.question(question, (answer) => {
        resolve(answer);
        reader.close();
      });
    }),
  loadTelemetry: () => import('./cli-telemetry.js'),
  spawn: ({ command, args, cwd, output }) =>
    new Promise((resolve, reject) => {
      // On Windows npm, pnpm and yarn are `.cmd` files, which only a shell starts, and it is given one line.
      const shell = process.platform === 'win32';
      const child = spawn(command, shell ? args.map((word) => quoteWord(word)) : args, {
        cwd,
        stdio: ['inherit', output === 'inherit' ? 'inherit' : 2, 2],
        shell,
      });
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    }),
};

/** Runs any command, and resolves to the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const isLost = outliveReaders(process);
  // Beside dist/cli.js, whatever folder the package was installed into.
  const facts = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as PackageFacts;
  const code = await runCli({ args, commands: COMMANDS, facts, io });
  // Files are written at once, and their errors come a moment later.
  await new Promise(setImmediate);
  return code === EXIT.ok && isLost() ? EXIT.failed : code;
}
