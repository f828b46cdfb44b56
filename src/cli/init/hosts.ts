import { join } from 'node:path';
import type { FindPackage, FoundPackage } from './packages.js';
import { readText } from './read-file.js';

/** A signal that leaves over a provider of its own. */
export type Signal = 'metrics' | 'logs';

/** An OpenTelemetry SDK, or what takes its place, that a project has already. */
interface HostKind {
  /** Any of these in package.json. */
  readonly packages: readonly string[];
  readonly label: string;
  /** Signals it has no provider for unless it is given one. */
  readonly lacks: readonly Signal[];
  /** What `node --import` takes to start it, where the package brings such a file. */
  readonly preload?: string;
  /** What else to know. */
  readonly note?: string;
}

/** A {@link HostKind} found in a project. */
export interface Host extends HostKind {
  readonly found: FoundPackage;
  /** The project's own file that starts it, relative to the project. */
  readonly bootstrap: string | undefined;
}

// In this order: where there are several, the one that provides most counts.
const KINDS: readonly HostKind[] = [
  {
    packages: ['@elastic/opentelemetry-node'],
    label: "Elastic's distribution",
    lacks: [],
    preload: '@elastic/opentelemetry-node',
  },
  {
    packages: ['@opentelemetry/auto-instrumentations-node'],
    label: "OpenTelemetry's automatic instrumentation",
    lacks: [],
    preload: '@opentelemetry/auto-instrumentations-node/register',
  },
  { packages: ['@opentelemetry/sdk-node'], label: 'the OpenTelemetry NodeSDK', lacks: [] },
  { packages: ['@vercel/otel'], label: '@vercel/otel', lacks: ['metrics', 'logs'] },
  {
    packages: ['@sentry/node', '@sentry/nextjs', '@sentry/nestjs', '@sentry/remix', '@sentry/sveltekit', '@sentry/astro', '@sentry/nuxt'],
    label: 'Sentry',
    lacks: ['metrics', 'logs'],
  },
  {
    packages: ['dd-trace'],
    label: 'Datadog',
    lacks: ['metrics', 'logs'],
    preload: 'dd-trace/initialize.mjs',
    note: 'Spans reach Datadog after `new tracer.TracerProvider().register()`, where your program starts its tracer.',
  },
  {
    packages: ['@opentelemetry/sdk-trace-node', '@opentelemetry/sdk-trace-base', '@opentelemetry/sdk-trace'],
    label: 'an OpenTelemetry SDK put together by hand',
    lacks: ['metrics', 'logs'],
  },
];

const NAMES = [
  'instrumentation',
  'instrument',
  'telemetry',
  'opentelemetry',
  'otel',
  'tracing',
  'tracer',
  'instrumentation.node',
  'sentry.server.config',
];
const EXTENSIONS = ['mjs', 'js', 'cjs', 'ts', 'mts'];
// What a file that builds these providers can not do without.
const EVIDENCE: Readonly<Record<Signal, RegExp>> = {
  metrics: /sdk-metrics|\bmetricReaders?\b/,
  logs: /sdk-logs|\blogRecordProcessors?\b/,
};

/** The SDK a project has of its own, if any. Packages that only other packages brought are nobody's choice and do not count. */
export function findHost(cwd: string, find: FindPackage): Host | undefined {
  for (const kind of KINDS) {
    const found = kind.packages.map(find).find((candidate) => candidate?.declared);
    if (found) return withBootstrap(cwd, kind, found);
  }
  return undefined;
}

function withBootstrap(cwd: string, kind: HostKind, found: FoundPackage): Host {
  for (const file of ['', 'src/'].flatMap((folder) => NAMES.flatMap((name) => EXTENSIONS.map((ext) => `${folder}${name}.${ext}`)))) {
    const text = readText(join(cwd, file));
    if (text === undefined || !kind.packages.some((name) => text.includes(name))) continue;
    return { ...kind, found, bootstrap: file, lacks: kind.lacks.filter((signal) => !EVIDENCE[signal].test(text)) };
  }
  return { ...kind, found, bootstrap: undefined };
}
