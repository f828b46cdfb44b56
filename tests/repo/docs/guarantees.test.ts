import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CONDITIONS } from '../../../src/conditions/index.js';
import { parseDuration } from '../../../src/policy/duration.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/guarantees.md');

interface Rules {
  readonly groups: readonly { readonly name: string; readonly interval: string; readonly rules: readonly Rule[] }[];
}
interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
}

const { groups } = parse(read('otel-collector/prometheus/rules.yaml')) as Rules;
const { global } = parse(read('otel-collector/prometheus/prometheus.yml')) as { readonly global: { readonly scrape_interval: string } };
/** Prometheus' default for `scrape_timeout`. */
const SCRAPE_TIMEOUT_MS = 10_000;

const rows = [...page.matchAll(/^\| (\w+) \| (critical|warning|info) \| (\d+) (s|min) \|$/gm)].map(([, alert, severity, count, unit]) => ({
  alert,
  severity,
  atMostMs: Number(count) * (unit === 's' ? 1_000 : 60_000),
}));

test('the page has a bound for each condition, by its severity', () => {
  const shown = rows.map(({ alert, severity }) => `${String(alert)} ${String(severity)}`).sort();
  expect(shown).toEqual(CONDITIONS.map(({ name, severity }) => `${name} ${severity}`).sort());
});

test.each(rows.filter(({ alert }) => alert !== 'Watchdog'))(
  '$alert is delivered within the time that the page says',
  ({ alert, atMostMs }) => {
    const bound = boundOf(String(alert));
    // The page says the next whole minute, or the second where that is the interval.
    const unit = bound < 60_000 ? 1_000 : 60_000;
    expect(atMostMs).toBe(Math.ceil(bound / unit) * unit);
  },
);

test('waits and repetitions are those of the configurations', () => {
  const { route } = parse(read('otel-collector/alertmanager/alertmanager.yaml')) as { readonly route: Route };
  const routeOf = (matcher: string) => route.routes?.find(({ matchers }) => matchers?.includes(matcher));
  expect(route).toMatchObject({ group_wait: '10s', group_interval: '1m', repeat_interval: '12h' });
  expect(routeOf('severity = "critical"')).toMatchObject({ group_wait: '0s', group_interval: '10s', repeat_interval: '4h' });
  expect(routeOf('alertname = "Watchdog"')).toMatchObject({ group_wait: '0s', repeat_interval: '1m' });
  expect(read('otel-collector/prometheus/prometheus.yml')).toContain('out_of_order_time_window: 30m');
  expect(read('otel-collector/alertmanager/alertmanager.yaml')).toContain('max_alerts: 100');
  expect(read('otel-collector/backends/prometheus.yaml')).not.toContain('flush_timeout');
});

interface Route {
  readonly matchers?: readonly string[];
  readonly routes?: readonly Route[];
}

/** Each interval that lies between what Prometheus receives and the alert, once. */
function boundOf(alert: string): number {
  const group = groups.find(({ rules }) => rules.some((rule) => rule.alert === alert));
  const rule = group?.rules.find((one) => one.alert === alert);
  if (!group || !rule) throw new Error(`Expected a rule for ${alert}, got none.`);
  const own = ms(group.interval);
  if (group.name === 'backup-fast') return own;
  if (group.name === 'backup-path') return ms(global.scrape_interval) + SCRAPE_TIMEOUT_MS + own + (rule.for ? ms(rule.for) + own : 0);
  const history = groups.find(({ name }) => name === 'backup-history');
  // Alerts of the same group read it in the same evaluation.
  const waitsForHistory = group !== history && history?.rules.some(({ record }) => record !== undefined && rule.expr.includes(record));
  return intervalOf('backup-state') + (waitsForHistory ? intervalOf('backup-history') : 0) + own;
}

function intervalOf(name: string): number {
  return ms(groups.find((group) => group.name === name)?.interval ?? '');
}

function ms(duration: string): number {
  return parseDuration(duration) ?? Number.NaN;
}
