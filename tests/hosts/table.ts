import type { ManagerName } from './package-managers.js';

/** What of a job's telemetry can arrive at a receiver. */
export type Signal = 'traces' | 'metrics' | 'events';

/** A program of a host, and what has to come of it. The job itself always has to run, with all its events for listeners. */
export interface Check {
  /** The program and its arguments; `runtime` runs it. */
  readonly command: readonly string[];
  /** What runs the command. @default 'node' */
  readonly runtime?: 'node' | 'deno' | 'bun';
  readonly env?: Readonly<Record<string, string>>;
  readonly arrives: readonly Signal[];
  /** Of the warning with which the preset does not start: why, and the fixture whose packages it says to install. */
  readonly refuses?: { readonly because: RegExp; readonly advises: 'preset-sdk-2' | 'preset-sdk-3' };
}

/** A project that the packed package is installed into. */
export interface Host {
  readonly title: string;
  /** What somebody with such a project should know. */
  readonly note?: string;
  /** Its folder in `fixtures/`. */
  readonly fixture: string;
  readonly managers: readonly ManagerName[];
  readonly nodes: readonly NodeMajor[];
  /** By what is tried, as the page says it. */
  readonly checks: Readonly<Record<string, Check>>;
}

export type NodeMajor = '20' | '24';

const EVERY_MANAGER: readonly ManagerName[] = ['npm', 'pnpm', 'yarn1', 'yarn4'];
const ALL: readonly Signal[] = ['traces', 'metrics', 'events'];
const OTEL = ['--import', './otel.mjs'];
const METRICS = { OTEL_METRICS_EXPORTER: 'otlp' };
const REGISTER = ['--import', '@wedsync/backup-telemetry/register'];

export const HOSTS: readonly Host[] = [
  {
    title: 'Empty project',
    fixture: 'empty',
    managers: EVERY_MANAGER,
    nodes: ['20'],
    checks: {
      'job, ES modules': { command: ['job.mjs'], arrives: [] },
      'job, CommonJS': { command: ['job.cjs'], arrives: [] },
      preset: {
        command: ['preset.mjs'],
        arrives: [],
        refuses: { because: /is not installed/, advises: 'preset-sdk-2' },
      },
    },
  },
  {
    title: 'Preset on OpenTelemetry 2',
    fixture: 'preset-sdk-2',
    managers: EVERY_MANAGER,
    nodes: ['20'],
    checks: {
      preset: { command: ['preset.mjs'], arrives: ALL },
      'job, CommonJS': { command: [...REGISTER, 'job.cjs'], arrives: ALL },
    },
  },
  {
    title: 'Preset on OpenTelemetry 3',
    fixture: 'preset-sdk-3',
    managers: EVERY_MANAGER,
    nodes: ['24'],
    checks: {
      preset: { command: ['preset.mjs'], arrives: ALL },
      'job, CommonJS': { command: [...REGISTER, 'job.cjs'], arrives: ALL },
    },
  },
  {
    title: 'OpenTelemetry SDK 0.203',
    note: 'This SDK makes metrics only when `OTEL_METRICS_EXPORTER` is set.',
    fixture: 'sdk-node-0.203',
    managers: EVERY_MANAGER,
    nodes: ['20'],
    checks: {
      'job, ES modules': { command: [...OTEL, 'job.mjs'], env: METRICS, arrives: ALL },
      'preset beside the host': { command: [...OTEL, 'preset.mjs'], env: METRICS, arrives: ALL },
      preset: {
        command: ['preset.mjs'],
        arrives: [],
        refuses: { because: /is too old|is not installed/, advises: 'preset-sdk-2' },
      },
    },
  },
  {
    title: 'ES modules with an SDK of their own',
    fixture: 'esm',
    managers: ['npm'],
    nodes: ['20'],
    checks: { 'job, ES modules': { command: [...OTEL, 'job.mjs'], arrives: ALL } },
  },
  {
    title: 'NestJS, CommonJS',
    fixture: 'nestjs',
    managers: ['npm'],
    nodes: ['20'],
    checks: { 'job, CommonJS': { command: ['--require', './otel.cjs', 'service.cjs'], arrives: ALL } },
  },
  {
    title: 'Elastic distribution',
    fixture: 'elastic',
    managers: ['npm'],
    nodes: ['20'],
    checks: {
      'job, ES modules': { command: ['--import', '@elastic/opentelemetry-node', 'job.mjs'], arrives: ALL },
      'preset beside the host': { command: ['--import', '@elastic/opentelemetry-node', 'preset.mjs'], arrives: ALL },
    },
  },
  {
    title: '@vercel/otel',
    fixture: 'vercel-otel',
    managers: ['npm'],
    nodes: ['20', '24'],
    checks: {
      'job, ES modules': { command: [...OTEL, 'job.mjs'], arrives: ALL },
      'preset beside the host': { command: [...OTEL, 'preset.mjs'], arrives: ALL },
    },
  },
  {
    title: 'Sentry 10, which starts OpenTelemetry itself',
    note: 'Sentry starts traces and nothing else: metrics and events need providers of your own.',
    fixture: 'sentry',
    managers: ['npm'],
    nodes: ['20'],
    checks: { 'job, ES modules': { command: [...OTEL, 'job.mjs'], arrives: ['traces'] } },
  },
  {
    title: 'Sentry 11 beside an SDK of your own',
    fixture: 'sentry-own-sdk',
    managers: ['npm'],
    nodes: ['20'],
    checks: { 'job, ES modules': { command: [...OTEL, 'job.mjs'], arrives: ALL } },
  },
  {
    title: 'Next.js',
    fixture: 'next',
    managers: ['npm'],
    nodes: ['20'],
    checks: {
      'job, edge runtime': { command: ['route.mjs', 'edge'], arrives: [] },
      'job, Node.js runtime': { command: ['route.mjs', 'node'], arrives: [] },
    },
  },
  {
    title: 'Deno and Bun',
    fixture: 'runtimes',
    managers: ['npm'],
    nodes: ['20'],
    checks: {
      'job, Deno': { runtime: 'deno', command: ['run', '--allow-all', 'job.mjs'], arrives: [] },
      'job, Bun': { runtime: 'bun', command: ['job.mjs'], arrives: [] },
    },
  },
  {
    title: 'Bundlers',
    note: '[Bundling](bundling.md) says what is external. Alone, a bundle runs its jobs and sends nothing: the SDK is not in it.',
    fixture: 'bundlers',
    managers: ['npm'],
    nodes: ['20'],
    checks: Object.fromEntries(
      ['esbuild', 'webpack', 'rollup'].flatMap((bundler) => ['esm', 'cjs'].flatMap((format) => bundled(bundler, format))),
    ),
  },
  {
    title: 'workerd, the runtime of Cloudflare Workers',
    fixture: 'workerd',
    managers: ['npm'],
    nodes: ['20'],
    checks: { 'job defined while the module loads': { command: ['serve.mjs'], arrives: [] } },
  },
];

function bundled(bundler: string, format: string): readonly [string, Check][] {
  const title = `${bundler}, ${format === 'esm' ? 'ES module' : 'CommonJS'}`;
  const refuses = { because: /is not installed/, advises: 'preset-sdk-2' } as const;
  return [
    [`${title}, beside node_modules`, { command: ['bundle.mjs', bundler, format], arrives: ALL }],
    [`${title}, alone`, { command: ['bundle.mjs', bundler, format, 'alone'], arrives: [], refuses }],
  ];
}
