import { describeUnknown, findUnknownKeys } from '../../untrusted/unknown-keys.js';
import type { OptionTable } from './option-table.js';

/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

// What Kubernetes sets for a service of that name.
const OF_KUBERNETES = /^(?:SERVICE_(?:HOST|PORT.*)|PORT_.+)$/;

/** The variable behind an option: `secret-file` is `BACKUP_TELEMETRY_GATEWAY_SECRET_FILE` under the prefix `BACKUP_TELEMETRY_GATEWAY`. */
export function variableOf(prefix: string, option: string): string {
  return `${prefix}_${option.replaceAll('-', '_').toUpperCase()}`;
}

/** An option as somebody sets it. */
export function nameOf(prefix: string | undefined, option: string): string {
  return prefix === undefined ? `--${option}` : `--${option} (or ${variableOf(prefix, option)})`;
}

/** A sentence for each variable that looks like one of a command and is none: what stands in it would vanish in silence. */
export function unknownVariables(command: string, prefix: string, table: OptionTable, env: Environment): readonly string[] {
  const start = `${prefix}_`;
  const own = Object.keys(env).flatMap((name) => (name.startsWith(start) ? name.slice(start.length) : []));
  const all = Object.keys(table).map((option) => variableOf(prefix, option));
  const given = Object.fromEntries(own.filter((name) => !OF_KUBERNETES.test(name)).map((name) => [name, '']));
  const known = all.map((name) => name.slice(start.length));
  return findUnknownKeys(given, known).map(({ key, meant }) => {
    const whole = { key: start + key, meant: meant === undefined ? undefined : start + meant };
    return describeUnknown(`a variable of the ${command}`, whole, all);
  });
}
