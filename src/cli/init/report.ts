import type { Style } from '../style.js';
import type { Plan } from './plan.js';
import type { Project } from './project.js';

/** What was found and what it means, for a reader. */
export function renderFindings(project: Project, plan: Plan, { bold, yellow }: Style): string {
  const { packageManager, node, find } = project;
  const api = find('@opentelemetry/api');
  const rows: readonly (readonly [string, string])[] = [
    ['Package manager', `${packageManager.name === 'yarn-berry' ? 'yarn (berry)' : packageManager.name} (${packageManager.from})`],
    ['Node', node.join('.')],
    ['OpenTelemetry', describeHost(project, plan)],
    ['API', api?.version ? `@opentelemetry/api ${api.version.join('.')}${api.declared ? '' : ', brought by another package'}` : 'none yet'],
  ];
  return [
    ...rows.map(([name, text]) => `${bold(name.padEnd(15))}  ${text}\n`),
    ...plan.notes.map((note) => `${yellow('note'.padEnd(15))}  ${note}\n`),
  ].join('');
}

/** The SDK in a project, and what it does for backups. */
export function describeHost({ host }: Project, { setup, lacks, line, reason, packages }: Plan): string {
  const sdk = `SDK ${line.stable.replace(/\.\d+$/, '')}: ${reason}`;
  if (setup === 'preset') {
    const whose = packages.length === 0 ? "this package's own set is complete" : "none yet: this package's own set is used";
    return `${whose} (${sdk})`;
  }
  const found = `${host?.label ?? ''} (${host?.found.name ?? ''}${host?.found.version ? ` ${host.found.version.join('.')}` : ''})`;
  if (setup === 'host') return `${found} sends spans, metrics and events: no second SDK`;
  const missing = lacks.map((signal) => (signal === 'logs' ? 'events' : signal)).join(' and ');
  return `${found} takes spans; ${missing}, which alerts stand on, get ${lacks.length > 1 ? 'providers' : 'a provider'} of their own (${sdk})`;
}
