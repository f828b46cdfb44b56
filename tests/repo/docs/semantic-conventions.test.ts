import { expect, test } from 'vitest';
import { INSTRUMENTS, SANITIZER_INSTRUMENTS, STATE_GAUGES, GAUGES_BY_OUTCOME } from '../../../src/semconv/generated/tables.js';
import { BACKUP_OUTCOMES } from '../../../src/semconv.js';
import { METRIC_REFERENCE } from '../../../src/semconv/registry.js';
import { readPages } from '../../kit/docs/pages.js';

const text = readPages().find(({ path }) => path === 'docs/semantic-conventions.md')?.text ?? '';
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  );

test('the tables of metrics say what the instruments are', () => {
  const kinds = { histogram: 'Histogram', counter: 'Counter', updowncounter: 'UpDownCounter' };
  const wanted = [
    ...Object.entries({ ...INSTRUMENTS, ...SANITIZER_INSTRUMENTS }).map(([name, { kind, unit }]) => [
      name,
      kinds[kind],
      unit,
      METRIC_REFERENCE[name]?.brief,
    ]),
    ...Object.entries(STATE_GAUGES).map(([name, { unit }]) => [name, 'Gauge', unit, METRIC_REFERENCE[name]?.brief]),
  ];
  const found = rows.filter((cells) => cells.length === 5 && /^(?:Histogram|(?:UpDown)?Counter|Gauge)$/.test(cells[1] ?? ''));
  expect(found.map(([name, kind, unit, description]) => [bare(name), kind, bare(unit), description])).toEqual(wanted);
});

test('the table of outcomes says which outcome sets which gauge', () => {
  const gauges = [...new Set(Object.values(GAUGES_BY_OUTCOME).flat())];
  const wanted = gauges.map((gauge) => [
    gauge,
    ...BACKUP_OUTCOMES.map((outcome) => ((GAUGES_BY_OUTCOME[outcome] as readonly string[]).includes(gauge) ? 'sets' : '–')),
  ]);
  const found = rows.filter(([, second]) => second === 'sets' || second === '–');
  expect(found.map(([gauge, ...marks]) => [/`([^`]+)`/.exec(gauge ?? '')?.[1], ...marks])).toEqual(wanted);
});

function bare(cell: string | undefined): string | undefined {
  return cell?.replaceAll('`', '');
}
