import { ATTR_SERVICE_NAME, ATTR_SERVICE_NAMESPACE } from '../../semconv.js';
import { IDENTITY_ATTRIBUTES, type JobIdentity } from '../../identity.js';
import { cleanLine } from '../contract/clean-text.js';
import type { AlertIdentity } from '../contract/schema.js';
import { readLabel, type Texts } from './labels.js';

/** Which job an alert is about, or which part of the telemetry pipeline. */
export function readIdentity(labels: Texts, rule: string | undefined): AlertIdentity {
  const parts = Object.entries(IDENTITY_ATTRIBUTES).map(([part, attribute]) => [part, readLabel(labels, attribute)]);
  const identity: JobIdentity = { ...(Object.fromEntries(parts) as JobIdentity), ...readService(labels) };
  return onlySet({ ...identity, component: componentOf(labels, { isJob: identity.job !== undefined, rule }) });
}

/** Prometheus makes its `job` of service.namespace, a slash and service.name; of the name alone where there is no namespace. */
function readService(labels: Texts): Pick<AlertIdentity, 'namespace' | 'service'> {
  const whole = labels['job'] ?? '';
  const service = readLabel(labels, ATTR_SERVICE_NAME);
  const namespace = readLabel(labels, ATTR_SERVICE_NAMESPACE);
  if (service !== undefined) {
    const ending = `/${service}`;
    return { namespace: namespace ?? (whole.endsWith(ending) ? whole.slice(0, -ending.length) : undefined), service };
  }
  if (namespace !== undefined) return { namespace, service: whole.startsWith(`${namespace}/`) ? whole.slice(namespace.length + 1) : whole };
  // The scope of an npm package is part of a name: no namespace begins like that.
  const slash = whole.startsWith('@') ? -1 : whole.indexOf('/');
  return slash > 0 ? { namespace: whole.slice(0, slash), service: whole.slice(slash + 1) } : { service: whole };
}

/** Which part of the telemetry pipeline: without it the alerts of two collectors, or of two rules that got no data, would be one. */
function componentOf(labels: Texts, { isJob, rule }: { readonly isJob: boolean; readonly rule: string | undefined }): string {
  const parts = isJob ? [] : ['instance', 'receiver', 'exporter', 'filter'].flatMap((name) => labels[name] || []);
  return [...parts, ...(rule === undefined ? [] : [`rule ${rule}`])].join(' ');
}

/** Those that are there, each as a line that fits the contract. */
export function onlySet(parts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts)) {
    const line = cleanLine(value, 256);
    if (line !== undefined) set[name] = line;
  }
  return set;
}
