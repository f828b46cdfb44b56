import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nameFor } from '../../src/semconv/names.js';
import { NAMES_THAT_BECOME_OTHERS, NAMES_THAT_STAY } from '../kit/names.js';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector } from './collector.js';

const otelcol = findTool('otelcol');
const TIME = '1790000000000000000';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const text = (key: string, stringValue: string): Attribute => ({ key, value: { stringValue } });

/** One gauge and one span of a job whose every name is this one. */
function named(name: string): { metrics: unknown; traces: unknown } {
  const attributes = [text('backup.job.name', name), text('backup.destination.name', name), text('backup.operation', 'backup')];
  const resource = { attributes: ['service.name', 'service.instance.id', 'deployment.environment'].map((key) => text(key, name)) };
  const scope = { name: '@wedsync/backup-telemetry' };
  const metrics = [{ name: 'backup.run.last_end.timestamp', gauge: { dataPoints: [{ timeUnixNano: TIME, asDouble: 1, attributes }] } }];
  const ids = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
  const spans = [{ ...ids, name: `backup ${name}`, kind: 1, startTimeUnixNano: TIME, endTimeUnixNano: TIME, attributes }];
  return {
    metrics: { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] },
    traces: { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] },
  };
}

describe.skipIf(otelcol === undefined)(`a name behind the collector ${needs('otelcol', otelcol)}`, () => {
  test('is what the package makes of it, under each key that distinguishes two things', async () => {
    const names = [...NAMES_THAT_STAY, ...NAMES_THAT_BECOME_OTHERS];
    const site = await createCollectorSite();
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/file.yaml'] });
    for (const name of names) {
      const { metrics, traces } = named(name);
      expect(await collector.post('metrics', metrics)).toBe(200);
      expect(await collector.post('traces', traces)).toBe(200);
    }
    await collector.stop();
    const lines = readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '', 'utf8')
      .trim()
      .split('\n');
    site.remove();

    const passed = lines.map((line) => valuesIn(JSON.parse(line) as Exported));
    const wanted = names.map((name) => ({ job: nameFor('backup.job.name', name), instance: nameFor('service.instance.id', name) }));
    const metrics = wanted.map(({ job, instance }) => [job, instance, job, job, job, 'backup']);
    const spans = wanted.map(({ job, instance }) => [job, instance, job, job, job, 'backup', `backup ${job}`]);
    expect(passed.filter((values) => values.length === 6)).toEqual(metrics);
    expect(passed.filter((values) => values.length === 7)).toEqual(spans);
    expect(new Set(wanted.map(({ job }) => job)).size).toBe(names.length);
  }, 60_000);

  test('is a name as well when it came as a number, and is none that another has', async () => {
    const site = await createCollectorSite();
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/file.yaml'] });
    for (const value of [{ intValue: '1' }, { intValue: '2' }, { stringValue: '' }]) {
      const dataPoints = [{ timeUnixNano: TIME, asDouble: 1, attributes: [{ key: 'backup.job.name', value }] }];
      const metrics = [{ name: 'backup.run.last_end.timestamp', gauge: { dataPoints } }];
      await collector.post('metrics', { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
    }
    await collector.stop();
    const lines = readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '', 'utf8')
      .trim()
      .split('\n');
    site.remove();
    expect(lines.map((line) => valuesIn(JSON.parse(line) as Exported))).toEqual([['1'], ['2'], ['unnamed']]);
  });
});

interface Exported {
  readonly resourceMetrics?: readonly Entry[];
  readonly resourceSpans?: readonly Entry[];
}

interface Entry {
  readonly resource?: { readonly attributes?: readonly Attribute[] };
  readonly scopeMetrics?: readonly {
    readonly metrics: readonly { readonly gauge: { readonly dataPoints: readonly { readonly attributes: readonly Attribute[] }[] } }[];
  }[];
  readonly scopeSpans?: readonly { readonly spans: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[] }[];
}

/** What the resource says, then what the point or the span says, then the name of the span. */
function valuesIn({ resourceMetrics = [], resourceSpans = [] }: Exported): readonly unknown[] {
  return [...resourceMetrics, ...resourceSpans].flatMap(({ resource, scopeMetrics = [], scopeSpans = [] }) => [
    ...(resource?.attributes ?? []).map(({ value }) => value['stringValue']),
    ...scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ gauge }) => gauge.dataPoints.flatMap(({ attributes }) => attributes.map(({ value }) => value['stringValue']))),
    ),
    ...scopeSpans.flatMap(({ spans }) =>
      spans.flatMap(({ attributes, name }) => [...attributes.map(({ value }) => value['stringValue']), name]),
    ),
  ]);
}
