import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** The commands of the programs that `npm run tools` builds. */
const PROGRAMS = {
  otelcol: 'collector',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  alertmanager: 'alertmanager',
  amtool: 'alertmanager',
  jaeger: 'jaeger',
} as const;

export type ToolName = keyof typeof PROGRAMS;

const root = resolve(import.meta.dirname, '../..');

/**
 * Path of a command that `npm run tools` built from the manifests as they are now; `undefined` when it is not there.
 * @throws Error under CI, where nothing may be skipped
 */
export function findTool(name: ToolName): string | undefined {
  const script = join(root, 'otel-collector/tools/main.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check', PROGRAMS[name]], { encoding: 'utf8' });
  if (status === 0) return join(root, '.cache/tools/bin', name);
  if (process.env['CI']) throw new Error(`Expected the program under CI. ${stderr.trim()}`);
  return undefined;
}

/** Title of tests that need a command: says how to get it when they are skipped. */
export function needs(name: ToolName, path: string | undefined): string {
  return path === undefined ? `(skipped: no ${name} here; npm run tools -- ${PROGRAMS[name]} builds it)` : `(${name})`;
}
