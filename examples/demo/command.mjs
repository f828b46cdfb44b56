// @ts-check
import { createCleanup } from './cleanup.mjs';

/** @typedef {ReturnType<typeof createCleanup>} Cleanup */

/**
 * Runs a command of this repository: reads its options, does its work, cleans up whichever way that ends, and sets the exit code.
 * 0 when the work says so, 2 for wrong options, 128 and the number of a signal that stopped it, else 1.
 * @template {{ readonly help: boolean }} Options
 * @param {{
 *   help: string,
 *   readOptions: (args: string[]) => Options | { problem: string },
 *   refuse: (options: Options) => string | undefined,
 *   work: (options: Options, cleanup: Cleanup) => Promise<boolean>,
 *   explain?: (message: string) => string,
 * }} command `refuse` says why it cannot begin, `explain` what it means that the work failed with a message.
 */
export async function runCommand({ help, readOptions, refuse, work, explain = (message) => message }) {
  // Whoever reads the output may stop reading, as `head` does.
  process.stdout.on('error', () => process.exit(0));
  const options = readOptions(process.argv.slice(2));
  if ('problem' in options) return giveUp(2, `${options.problem}\n\n${help}`);
  if (options.help) return void process.stdout.write(help);
  const problem = refuse(options);
  if (problem !== undefined) return giveUp(1, `${problem}\n`);

  const cleanup = createCleanup();
  try {
    const working = work(options, cleanup);
    cleanup.waitFor(working);
    process.exitCode = (await working) ? 0 : 1;
  } catch (error) {
    // Stopped by a signal: cleaning up and the exit code are under way.
    if (cleanup.signal.aborted) return;
    giveUp(1, `\n${explain(error instanceof Error ? error.message : String(error))}\n`);
  }
  await cleanup.run();
}

/** @param {number} code @param {string} message */
function giveUp(code, message) {
  process.exitCode = code;
  process.stderr.write(message);
}
