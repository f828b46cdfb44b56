import { parseArgs } from 'node:util';

export const HELP = `Starts the real programs between a backup and WS-155 on this machine, and shows a failing backup pass through them.

Usage: npm run stack [-- options]

  --once    Let one backup fail and succeed again, show its path, and end. Exit code 0, or 1 when something did not arrive.
  --help    Show this.

On a terminal, keys let the backup fail and succeed; elsewhere the programs run until SIGTERM or Ctrl-C.
The programs listen on 127.0.0.1 alone, on their usual ports where these are free. What they keep is in a temporary folder,
which is removed at the end. They are built by: npm run tools
`;

export function readOptions(args: string[]): { once: boolean; help: boolean } | { problem: string } {
  try {
    const { values } = parseArgs({ args, options: { once: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    return { once: values.once === true, help: values.help === true };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
