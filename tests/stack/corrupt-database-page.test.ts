import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prometheusMetric, RULE_GROUPS } from '../../src/conditions/index.js';
import { INSTRUMENTS, STATE_GAUGES } from '../../src/semconv/generated/tables.js';
import { findTool, needs } from '../kit/tools.js';
import { run } from './conditions/play.js';

const PAGE = resolve(import.meta.dirname, '../../docs/corrupt-database.md');
const promtool = findTool('promtool');

async function queries(): Promise<readonly string[]> {
  const page = await readFile(PAGE, 'utf8');
  return [...page.matchAll(/```promql\n(.*?)\n *```/gs)].map(([, query = '']) => query.trim());
}

test('the queries of the page name only series that exist', async () => {
  const known = new Set([
    ...RULE_GROUPS.flatMap(({ rules }) => rules).flatMap((rule) => ('record' in rule ? [rule.record] : [])),
    ...(Object.keys({ ...STATE_GAUGES, ...INSTRUMENTS }) as Parameters<typeof prometheusMetric>[0][]).map(prometheusMetric),
  ]);
  const named = (await queries()).flatMap((query) => [...query.matchAll(/(backup[:_]\w+(?::\w+)*)\{/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

describe.skipIf(promtool === undefined)(`promtool ${needs('promtool', promtool)}`, () => {
  test('can run every query of the page', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    try {
      // A query for the samples of a time is no rule; it is one once it is counted.
      const rules = (await queries()).map((query, index) => ({
        record: `query_${index}`,
        expr: query.endsWith(']') ? `count_over_time(${query})` : query,
      }));
      const file = join(folder, 'queries.json');
      await writeFile(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
      expect(await run(promtool!, ['check', 'rules', '--lint=all', '--lint-fatal', file])).toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
