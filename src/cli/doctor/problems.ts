import {
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_TELEMETRY_PROBLEM,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_TELEMETRY_PROBLEMS,
} from '../../semconv.js';
import { messagesIn } from './protobuf.js';
import type { ReceivedRequest } from './otlp-receiver.js';

/** What a program's own telemetry says is wrong with it. */
export interface ProblemsFound {
  /** Kinds of problems. */
  readonly kinds: readonly string[];
  /** Jobs that have some. */
  readonly jobs: readonly string[];
}

/** Reads the problems that this package counts and dates, from OTLP in JSON or protobuf. */
export function findProblems(requests: readonly ReceivedRequest[]): ProblemsFound {
  const metrics = requests.filter(({ path }) => path.endsWith('/v1/metrics'));
  const values = (metric: string, key: string) => [...new Set(metrics.flatMap((request) => valuesIn(request, metric, key)))].sort();
  return {
    kinds: values(METRIC_BACKUP_TELEMETRY_PROBLEMS, ATTR_BACKUP_TELEMETRY_PROBLEM),
    jobs: values(METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP, ATTR_BACKUP_JOB_NAME),
  };
}

interface Attribute {
  readonly key?: unknown;
  readonly value?: { readonly stringValue?: unknown };
}

function valuesIn({ contentType, body }: ReceivedRequest, metric: string, key: string): readonly string[] {
  return contentType.includes('json') ? fromJson(body.toString(), metric, key) : fromProtobuf(body, metric, key);
}

function fromJson(text: string, metric: string, key: string): readonly string[] {
  const values: string[] = [];
  const walk = (value: unknown, inside: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    const { key: own, value: content } = value as Attribute;
    if (inside && own === key && typeof content?.stringValue === 'string') values.push(content.stringValue);
    const within = inside || (value as { name?: unknown }).name === metric;
    for (const child of Object.values(value)) walk(child, within);
  };
  try {
    walk(JSON.parse(text), false);
  } catch {
    // No exporter sends that.
  }
  return values;
}

function fromProtobuf(body: Buffer, metric: string, key: string): readonly string[] {
  const down = (messages: readonly Buffer[], ...path: readonly number[]) =>
    path.reduce((all, field) => all.flatMap((message) => messagesIn(message, field)), messages);
  // ResourceMetrics, ScopeMetrics, Metric: its name (1), its gauge (5) or sum (7), the points of that (1) and their attributes (7).
  return down([body], 1, 2, 2)
    .filter((message) => down([message], 1).some((name) => name.toString() === metric))
    .flatMap((message) => [...down([message], 5, 1, 7), ...down([message], 7, 1, 7)])
    .filter((attribute) => down([attribute], 1).some((name) => name.toString() === key))
    .flatMap((attribute) => down([attribute], 2, 1).map(String));
}
