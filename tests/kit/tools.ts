import { binaryFile, whyNotCurrent } from '../../scripts/tools/files.js';
import { PROGRAMS } from '../../scripts/tools/programs.js';

/** The commands of the programs that `npm run tools` builds. */
const COMMANDS = {
  otelcol: 'collector',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  alertmanager: 'alertmanager',
  amtool: 'alertmanager',
  jaeger: 'jaeger',
} as const;

export type ToolName = keyof typeof COMMANDS;

/**
 * Path of a command that `npm run tools` built from the manifests as they are now; `undefined` when it is not there.
 * @throws Error under CI, where nothing may be skipped
 */
export function findTool(name: ToolName): string | undefined {
  const program = PROGRAMS.find((each) => each.name === COMMANDS[name]);
  if (program === undefined) throw new Error(`Expected a program "${COMMANDS[name]}" in scripts/tools, found none.`);
  const reason = whyNotCurrent(program);
  if (reason === undefined) return binaryFile(name);
  if (process.env['CI']) throw new Error(`Expected the program under CI. ${reason}: npm run tools -- ${program.name}`);
  return undefined;
}

/** Title of tests that need a command: says how to get it when they are skipped. */
export function needs(name: ToolName, path: string | undefined): string {
  return path === undefined ? `(skipped: no ${name} here; npm run tools -- ${COMMANDS[name]} builds it)` : `(${name})`;
}
