import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { prometheusLabel, prometheusMetric } from '../../../src/conditions/promql/prometheus-name.js';
import * as semconv from '../../../src/semconv.js';
import { INSTRUMENTS, SANITIZER_INSTRUMENTS, STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { findTool, needs } from '../../kit/tools.js';
import { until } from '../conditions/start-prometheus.js';
import { expressionsOf, readDashboards } from '../../kit/dashboard-expressions.js';
import { namesIn, type Names } from './names.js';
import { startFilledPlace, type FilledPlace } from './place.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const tools = (['prometheus', 'otelcol', 'alertmanager'] as const).map((name) => ({ name, path: findTool(name) }));

// As Grafana fills them at a screen that shows the last quarter of an hour, every choice on All.
const VALUES = {
  environment: '.*',
  service: '.*',
  operation: '.*',
  destination: '.*',
  backup: 'nightly',
  __interval: '15s',
  __interval_ms: '600000',
  __rate_interval: '1m',
  __range: '15m',
};

/** Metrics that are not of this package. Each is looked for in what the real programs export. */
const FOREIGN_METRICS = ['ALERTS', 'up', /^otelcol_/, /^alertmanager_/, /^backup_telemetry_gateway_/];
/** Labels that are not of this package. */
const FOREIGN_LABELS = [
  'job',
  'instance',
  'alertname',
  'alertstate',
  'severity',
  'exporter',
  'receiver',
  'data_type',
  'integration',
  'outcome',
  'status',
];
/** Exported by Alertmanager only with `--enable-feature=receiver-name-in-metrics`; without it, a matcher for the empty value finds all. */
const OPTIONAL_LABELS = ['receiver_name', 'filter'];

const dashboards = [...readDashboards().values()];
const rules = (
  parse(readFileSync(resolve(ROOT, 'otel-collector/prometheus/rules.yaml'), 'utf8')) as {
    groups: readonly { rules: readonly { expr: string; record?: string }[] }[];
  }
).groups.flatMap((group) => group.rules);

describe.skipIf(tools.some(({ path }) => path === undefined))(
  `dashboards on a Prometheus that the package filled ${tools.map(({ name, path }) => needs(name, path)).join(' ')}`,
  () => {
    let place: FilledPlace;
    beforeAll(async () => {
      if (!existsSync(resolve(ROOT, 'dist/cli.js'))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
      place = await startFilledPlace();
    }, 180_000);
    afterAll(() => place?.stop());

    const seriesOf = async (expr: string) =>
      ((await place.ask('/api/v1/query', { query: expr })) as { result: readonly unknown[] }).result.length;

    test.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))(
      'every expression of "%s" returns data',
      { timeout: 120_000 },
      async (_title, dashboard) => {
        let empty = expressionsOf(dashboard, VALUES);
        // Rules and scrapes need their moments; whatever is empty after them stays so.
        await until(async () => {
          const found = await Promise.all(empty.map(({ expr }) => seriesOf(expr)));
          empty = empty.filter((_expression, index) => found[index] === 0);
          return empty.length === 0;
        }, 90_000).catch(() => false);
        expect(empty).toEqual([]);
      },
    );

    test('no rule fails on all that the programs export', async () => {
      const { groups } = (await place.ask('/api/v1/rules', {})) as {
        groups: readonly { rules: readonly { name: string; health: string; lastError?: string }[] }[];
      };
      const looked = groups.flatMap((group) => group.rules);
      expect(looked).toHaveLength(rules.length);
      expect(looked.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => `${name}: ${lastError}`)).toEqual([]);
    });

    test('an expression that asks for what nobody exports would be found', async () => {
      expect(await seriesOf('backup_run_of_nothing_total')).toBe(0);
    });

    describe.each([
      ['the dashboards', dashboards.flatMap((dashboard) => expressionsOf(dashboard, VALUES).map(({ expr }) => expr))],
      ['the rules', rules.map(({ expr }) => expr)],
    ])('what %s name', (_what, expressions) => {
      let names: Names;
      beforeAll(async () => {
        names = namesIn(await Promise.all(expressions.map((query) => place.ask('/api/v1/parse_query', { query }))));
      });

      test('metrics are those of the conventions, of the rules, or of the programs themselves', async () => {
        const exported = (await place.ask('/api/v1/label/__name__/values', {})) as readonly string[];
        const strange = [...names.metrics].filter(
          (name) => !OWN_METRICS.has(name) && !(exported.includes(name) && FOREIGN_METRICS.some((foreign) => isMatch(foreign, name))),
        );
        expect(strange).toEqual([]);
        const unmatched = [...names.patterns].filter((pattern) => !exported.some((name) => new RegExp(`^(?:${pattern})$`).test(name)));
        expect(unmatched).toEqual([]);
      });

      test('labels are those of the conventions, or of the programs themselves', async () => {
        const exported = (await place.ask('/api/v1/labels', {})) as readonly string[];
        const strange = [...names.labels].filter(
          (label) =>
            !OWN_LABELS.has(label) && !OPTIONAL_LABELS.includes(label) && !(FOREIGN_LABELS.includes(label) && exported.includes(label)),
        );
        expect(strange).toEqual([]);
      });
    });
  },
);

const OWN_METRICS = new Set([
  ...Object.keys(STATE_GAUGES).map((name) => prometheusMetric(name as keyof typeof STATE_GAUGES)),
  ...Object.entries(INSTRUMENTS).flatMap(([name, { kind }]) => {
    const found = prometheusMetric(name as keyof typeof INSTRUMENTS);
    return kind === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${found}_${part}`) : [found];
  }),
  ...Object.keys(SANITIZER_INSTRUMENTS).map((name) => `${prometheusLabel(name)}_total`),
  ...rules.flatMap(({ record }) => record ?? []),
]);

const OWN_LABELS = new Set(
  Object.entries(semconv)
    .filter(([key]) => key.startsWith('ATTR_'))
    .map(([, name]) => prometheusLabel(name as string)),
);

function isMatch(foreign: string | RegExp, name: string): boolean {
  return typeof foreign === 'string' ? foreign === name : foreign.test(name);
}
