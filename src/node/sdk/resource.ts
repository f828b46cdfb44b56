import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';
import { ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_SERVICE_NAME, ATTR_SERVICE_NAMESPACE } from '../../semconv.js';
import { INSTANCE_KEY } from '../../semconv/names.js';
import { parsePairs, readText, type Environment } from '../settings/environment.js';
import { holdSlot } from '../process/instance-slot.js';
import { log } from '../problems/log.js';
import { sayMistake } from '../problems/mistakes.js';
import type { StartOptions } from '../settings/options.js';

// Names of OpenTelemetry's resource conventions.
const ATTR_SERVICE_VERSION = 'service.version';
// As many set-ups still have it. Taken for the new name: without an environment, staging's jobs would hide production's.
const FORMER_ATTR_ENVIRONMENT = 'deployment.environment';

type ResourceAttributes = Record<string, string | number | boolean>;

// Command lines carry passwords, paths carry names of customers, owners are people.
const NEVER_SENT = /^process\.(?:command|executable|owner|working_directory)|^(?:host\.ip|host\.mac|user\.|enduser\.)/;

/** Attributes that say where telemetry comes from: what the options state, then `OTEL_SERVICE_NAME`, then `OTEL_RESOURCE_ATTRIBUTES`. */
export function readResource(options: StartOptions, environment: Environment, host = hostname()): ResourceAttributes {
  const stated: Record<string, string | undefined> = {
    [ATTR_SERVICE_NAME]: options.serviceName ?? readText(environment, 'OTEL_SERVICE_NAME'),
    [ATTR_SERVICE_NAMESPACE]: options.serviceNamespace,
    [ATTR_SERVICE_VERSION]: options.serviceVersion,
    [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: options.environment,
    [INSTANCE_KEY]: options.instanceId,
  };
  const attributes: ResourceAttributes = {
    ...parsePairs(environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '', 'OTEL_RESOURCE_ATTRIBUTES'),
    ...options.resourceAttributes,
  };
  for (const [name, value] of Object.entries(stated)) if (value !== undefined) attributes[name] = value;
  const service = attributes[ATTR_SERVICE_NAME] ?? unnamedService();
  const stage = attributes[ATTR_DEPLOYMENT_ENVIRONMENT_NAME] ?? attributes[FORMER_ATTR_ENVIRONMENT];
  const instance = instanceId(attributes[INSTANCE_KEY], [host, service, stage]);
  const all = {
    ...attributes,
    ...(stage !== undefined && { [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: stage }),
    [ATTR_SERVICE_NAME]: service,
    [INSTANCE_KEY]: instance,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => maySend(name)));
}

function unnamedService(): string {
  log('warn', 'This service has no name, and alerts go by it: set OTEL_SERVICE_NAME, or state `serviceName` in the program.');
  return 'unknown_service:node';
}

function maySend(name: string): boolean {
  if (!NEVER_SENT.test(name)) return true;
  sayMistake(`The resource attribute ${name} may hold secrets or names of people; it is left out.`);
  return false;
}

/**
 * A random id would make new series at every run of a cron job. This one is the same at every start on a host, and it
 * does not reveal the host's name. Pods of a Kubernetes CronJob, named `<job>-<scheduled time>-<random>`, share one.
 * Of processes and threads that are alive at once and see each other's slots, the second has an id of its own, as stable as the first, so
 * that no two write one series. Those in other network namespaces under the same host name, and processes elsewhere than on Linux and
 * Windows, see none: there two may share an id, unless each states one.
 */
function instanceId(stated: unknown, [host, ...rest]: readonly [string, ...unknown[]]): string {
  const stable = host.replace(/-\d{8,}-[a-z0-9]{5}$/, '');
  const own = uuidOf([stable, ...rest]);
  const text = stated === undefined || stated === '' ? own : typeof stated === 'string' ? stated : JSON.stringify(stated);
  const slot = holdSlot(uuidOf([text]));
  if (slot === 0) return text;
  if (slot === undefined && process.platform !== 'linux' && process.platform !== 'win32') {
    log('debug', 'This platform can not tell processes of one service on one host apart: state `instanceId` where several run at once.');
    return threadId === 0 ? text : numbered(text, own, threadId);
  }
  return slot === undefined ? randomUUID() : numbered(text, own, slot);
}

/** A further id: readable where the first one is. */
function numbered(text: string, own: string, number: number): string {
  return text === own ? uuidOf([own, number]) : `${text}-${number + 1}`;
}

/** The shape of a UUID version 8 (RFC 9562, section 5.8), which leaves its content to the maker. */
function uuidOf(parts: readonly unknown[]): string {
  const digest = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
