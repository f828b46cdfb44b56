import { describe, expect, test } from 'vitest';
import { readDashboards } from '../../kit/dashboard-expressions.js';

const dashboards = readDashboards();

test('the three dashboards are there, each with an id of its own', () => {
  expect([...dashboards.keys()].sort()).toEqual(['fleet.json', 'job.json', 'telemetry-path.json']);
  expect(new Set([...dashboards.values()].map(({ uid }) => uid)).size).toBe(3);
});

describe.each([...dashboards])('%s', (_name, dashboard) => {
  const shown = dashboard.panels.filter(({ type }) => type !== 'row');

  test('has a schema that Grafana 11 takes as it is', () => {
    expect(dashboard.schemaVersion).toBe(39);
  });

  test('gives each panel an id of its own', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  test('says of itself, of each panel and of each variable what it shows', () => {
    const described = [dashboard, ...shown, ...dashboard.templating.list];
    expect(described.filter(({ description = '' }) => description.length < 10)).toEqual([]);
  });

  test('gives each panel a unit and a question', () => {
    expect(shown.filter(({ fieldConfig }) => !fieldConfig?.defaults.unit)).toEqual([]);
    expect(shown.filter(({ targets = [] }) => targets.length === 0)).toEqual([]);
  });

  test('asks the Prometheus that the reader chose, and no other', () => {
    const chosen = { type: 'prometheus', uid: '${datasource}' };
    expect(dashboard.templating.list.filter(({ type }) => type === 'datasource').map(({ name }) => name)).toEqual(['datasource']);
    const asked = [
      ...shown.map(({ datasource }) => datasource),
      ...shown.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource)),
      ...dashboard.templating.list.filter(({ type }) => type === 'query').map(({ datasource }) => datasource),
    ];
    expect(asked).toEqual(asked.map(() => chosen));
  });

  test('lets no panel cover another or leave the screen', () => {
    const areas = dashboard.panels.map(({ title, gridPos }) => ({ title, ...gridPos }));
    expect(areas.filter(({ x, w }) => x < 0 || x + w > 24)).toEqual([]);
    const overlapping = areas.flatMap((a, index) =>
      areas
        .slice(index + 1)
        .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
        .map((b) => `${a.title} and ${b.title}`),
    );
    expect(overlapping).toEqual([]);
  });

  test('gives the questions of a panel letters of their own', () => {
    for (const { targets = [] } of shown) expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  });
});
