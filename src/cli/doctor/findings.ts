import type { ProblemsFound } from './problems.js';
import type { SlotResult } from './search.js';
import type { Signal } from './canary-slots.js';

/** `error` fails a build; `warning` and `info` do not. */
export type Level = 'error' | 'warning' | 'info';

interface Args {
  readonly leaked: { readonly signal: Signal; readonly slots: readonly { readonly slot: string; readonly families: readonly string[] }[] };
  readonly no_sdk: Record<string, never>;
  readonly no_provider: { readonly signal: Signal };
  readonly signal_lost: { readonly signal: Signal };
  readonly backup_lost: { readonly signal: Signal };
  readonly sampler_drops: { readonly recorded: number; readonly asked: number };
  readonly delta_temporality: Record<string, never>;
  readonly former_environment: Record<string, never>;
  readonly telemetry_problems: ProblemsFound;
  readonly several_copies: { readonly package: string; readonly versions: readonly string[] };
  readonly package_missing: { readonly package: string };
  readonly backup_failed: { readonly reason: string };
}

/** Something the doctor has to say, as data. Codes do not change. */
export type Finding = { readonly [C in keyof Args]: { readonly code: C; readonly level: Level; readonly args: Args[C] } }[keyof Args];

/** What {@link findFindings} judges. */
export interface Evidence {
  readonly slots: readonly SlotResult[];
  readonly providers: Readonly<Record<Signal, boolean>>;
  readonly arrived: Readonly<Record<Signal, boolean>>;
  /** Signals in which the real run of this package arrived. */
  readonly backups: Readonly<Record<Signal, boolean>>;
  readonly recorded: number;
  readonly loaded: readonly string[];
  /** See the report of the probe. */
  readonly backup: string;
  readonly delta: boolean;
  /** Whether the environment stands only under the key that it had before. */
  readonly formerEnvironment: boolean;
  readonly problems: ProblemsFound;
  readonly packageName: string;
}

const ASKED = 10;
const SIGNALS: readonly Signal[] = ['traces', 'metrics', 'logs'];
// Two copies of these may not know of each other.
const SINGLE = new Set(['@opentelemetry/api', '@opentelemetry/api-logs']);

/** Judges what came out, the worst first. */
export function findFindings(evidence: Evidence): readonly Finding[] {
  const { slots, providers, arrived, backups, recorded, backup, delta, problems, packageName } = evidence;
  if (!SIGNALS.some((signal) => providers[signal])) return [{ code: 'no_sdk', level: 'error', args: {} }];
  const found: Finding[] = [];
  for (const signal of SIGNALS) {
    const leaks = slots.filter(({ slot, state }) => slot.signal === signal && state === 'leaked');
    if (leaks.length === 0) continue;
    found.push({
      code: 'leaked',
      level: 'error',
      args: { signal, slots: leaks.map(({ slot, families }) => ({ slot: slot.label, families })) },
    });
  }
  const sampled = !providers.traces || recorded === ASKED;
  if (!sampled) found.push({ code: 'sampler_drops', level: recorded === 0 ? 'error' : 'warning', args: { recorded, asked: ASKED } });
  for (const signal of SIGNALS) {
    // A missing trace is a loss; without metrics and events no alert can fire.
    const level = signal === 'traces' ? 'warning' : 'error';
    if (!providers[signal]) found.push({ code: 'no_provider', level, args: { signal } });
    else if (!arrived[signal] && (signal !== 'traces' || recorded > 0))
      found.push({ code: 'signal_lost', level: 'error', args: { signal } });
    else if (backup === 'ran' && arrived[signal] && !backups[signal] && (signal !== 'traces' || sampled))
      found.push({ code: 'backup_lost', level: 'error', args: { signal } });
  }
  if (problems.kinds.length > 0 || problems.jobs.length > 0) found.push({ code: 'telemetry_problems', level: 'warning', args: problems });
  if (delta) found.push({ code: 'delta_temporality', level: 'warning', args: {} });
  if (evidence.formerEnvironment) found.push({ code: 'former_environment', level: 'warning', args: {} });
  // Most copies share what is registered. They matter where something is missing.
  const whole = backup === 'ran' && SIGNALS.every((signal) => !providers[signal] || backups[signal]);
  found.push(...severalCopies(evidence.loaded, whole ? 'info' : 'warning'));
  if (backup === 'not installed') found.push({ code: 'package_missing', level: 'warning', args: { package: packageName } });
  else if (backup !== 'ran') found.push({ code: 'backup_failed', level: 'error', args: { reason: backup } });
  return found;
}

function severalCopies(loaded: readonly string[], level: Level): readonly Finding[] {
  const versions = new Map<string, string[]>();
  for (const entry of loaded) {
    const [name = '', version = ''] = entry.split(' ');
    if (SINGLE.has(name)) versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return [...versions]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => ({ code: 'several_copies', level, args: { package: name, versions: all } }));
}
