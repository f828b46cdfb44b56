import type { PackageFacts } from '../package-facts.js';
import type { Signal } from './hosts.js';
import { installCommand } from './package-manager.js';
import type { FoundPackage } from './packages.js';
import type { Project } from './project.js';
import { acceptsApi, chooseLine, majorOf, versionIn, type ChosenLine } from './sdk-line.js';
import { satisfies } from './versions.js';

/** What a project needs. */
export interface Plan extends ChosenLine {
  /** `preset`: this package starts an SDK. `host`: the one there does all. `signals`: it lacks some. */
  readonly setup: 'preset' | 'host' | 'signals';
  /** Signals the host has no provider for. */
  readonly lacks: readonly Signal[];
  /** What to add, with versions. Empty when all is in place. */
  readonly packages: readonly string[];
  /** Program and arguments that add it; `undefined` when there is nothing to add. */
  readonly command: readonly string[] | undefined;
  /** What a reader should know besides, a sentence each. */
  readonly notes: readonly string[];
}

const API = '@opentelemetry/api';
const SDK_PACKAGES: Readonly<Record<Signal, readonly string[]>> = {
  metrics: ['@opentelemetry/sdk-metrics', '@opentelemetry/exporter-metrics-otlp-http'],
  logs: ['@opentelemetry/sdk-logs', '@opentelemetry/exporter-logs-otlp-http'],
};
const PRESET_PACKAGES = [
  '@opentelemetry/sdk-node',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/exporter-trace-otlp-http',
  ...SDK_PACKAGES.metrics,
  ...SDK_PACKAGES.logs,
];

/** Works out what is missing. Never asks for a second SDK beside one that is there. */
export function makePlan(project: Project, facts: PackageFacts, ownSpec = `${facts.name}@${facts.version}`): Plan {
  const { find, packageManager, cwd } = project;
  const setup = chooseSetup(project);
  const lacks = setup === 'signals' ? (project.host?.lacks ?? []) : [];
  const chosen = chooseLine(project.node, find);
  const { line } = chosen;
  const notes: string[] = [];

  const fits = ({ name, version }: FoundPackage) =>
    version !== undefined && majorOf(version) === line.major && satisfies(version, facts.peerDependencies[name] ?? '');
  // Beside packages of the same line a range lets the package manager share them; alone, exact versions do.
  const shared = ['core', 'sdk-metrics', 'sdk-logs'].some((name) => {
    const version = find(`@opentelemetry/${name}`)?.version;
    return version !== undefined && majorOf(version) === line.major;
  });
  const wanted = setup === 'preset' ? PRESET_PACKAGES : lacks.flatMap((signal) => SDK_PACKAGES[signal]);
  // Where users of the logs API find its provider; from SDK 3 on that is the API itself.
  const logsApi = lacks.includes('logs') && line.major === 2 ? ['@opentelemetry/api-logs'] : [];
  const names = lacks.length > 0 ? [...wanted, ...logsApi, '@opentelemetry/resources'] : wanted;
  const sdk = names.flatMap((name) => {
    const found = find(name);
    if (found?.declared && fits(found)) return [];
    if (found?.declared) notes.push(`${name} moves from ${found.version?.join('.') ?? 'its version'} to ${versionIn(line, name)}.`);
    return `${name}@${shared ? '~' : ''}${versionIn(line, name)}`;
  });

  const own = find(facts.name)?.declared ? [] : [ownSpec];
  const packages = [...own, ...apiSpec(project, chosen, setup, notes), ...sdk];
  const refused = packageManager.name === 'npm' && packages.length > 0 ? outsidePeers(project, facts, packages) : [];
  const [one, ...more] = refused;
  if (one !== undefined) {
    const others = more.length > 0 ? ` and ${String(more.length)} more` : '';
    notes.push(
      `npm refuses to add this package beside ${one}${others}, which it is not tested with, so the line has --force. Later ones need it too.`,
    );
  }
  if (project.host && !project.host.found.installed && setup !== 'preset') {
    notes.push(
      `${project.host.found.name} is in package.json but not installed: install first and run this again, so that the versions are known.`,
    );
  }
  if (project.host?.note && setup === 'signals') notes.push(project.host.note);

  const [program = '', verb = '', ...rest] = installCommand(packageManager.name, cwd, packages);
  const command = packages.length === 0 ? undefined : [program, verb, ...(refused.length > 0 ? ['--force'] : []), ...rest];
  return { ...chosen, setup, lacks, packages, command, notes };
}

function chooseSetup({ host, find }: Project): Plan['setup'] {
  // The preset's own packages include a NodeSDK: with all of them there and nobody else starting it, it is the preset's.
  const complete = PRESET_PACKAGES.every((name) => find(name)?.declared);
  if (!host || (complete && host.bootstrap === undefined && host.found.name.startsWith('@opentelemetry/sdk-'))) return 'preset';
  return host.lacks.length > 0 ? 'signals' : 'host';
}

function apiSpec({ find }: Project, { line }: ChosenLine, setup: Plan['setup'], notes: string[]): readonly string[] {
  const api = find(API);
  const works = api?.version && (setup === 'host' ? satisfies(api.version, '>=1.9.0 <2') : acceptsApi(line, api.version));
  if (api?.declared && works) return [];
  // The copy that another package brought is the one it registers with: a second version would see nothing.
  if (works) return [`${API}@${api.version.join('.')}`];
  if (api?.version) notes.push(`${API} moves from ${api.version.join('.')} to ${line.api}: SDK ${String(line.major)} works with that one.`);
  return [`${API}@${line.api}`];
}

/** Packages there that lie outside the peer ranges of this one and stay as they are. */
function outsidePeers({ find }: Project, facts: PackageFacts, packages: readonly string[]): readonly string[] {
  return Object.entries(facts.peerDependencies).flatMap(([name, range]) => {
    const found = find(name);
    const moves = packages.some((spec) => spec.startsWith(`${name}@`));
    return found?.version && !moves && !satisfies(found.version, range) ? `${name} ${found.version.join('.')}` : [];
  });
}
