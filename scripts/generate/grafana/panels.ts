// @ts-check
// Panels as Grafana 11 and 12 read them. A kind of panel is a function of what differs from panel to panel.

/** What everything asks: the Prometheus that the reader chooses. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/**
 * A question to Prometheus. `label` is the legend, or the head of a column.
 * @typedef {{ expr: string, label?: string, unit?: string, interval?: string }} Query
 * What every panel has.
 * @typedef {{ title: string, description: string, width: number, height?: number, unit: string, queries: readonly Query[] }} Panel
 * @typedef {{ value: number | null, color: string }} Step
 * A value and the word that stands for it.
 * @typedef {{ value: number, text: string, color: string }} Word
 */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** One number as it is now. @param {Panel & { steps?: readonly Step[], words?: readonly Word[] }} panel */
export function stat({ steps = PLAIN, words = [], ...panel }) {
  return {
    ...frame('stat', { height: 4, ...panel }),
    targets: panel.queries.map((query, index) => instant(query, index)),
    fieldConfig: { defaults: { unit: panel.unit, noValue: '–', thresholds: thresholds(steps), mappings: mappings(words) }, overrides: [] },
    options: {
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      colorMode: steps === PLAIN && words.length === 0 ? 'none' : 'background',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      textMode: 'auto',
      wideLayout: true,
    },
  };
}

/** Numbers over time. @param {Panel & { style?: 'line' | 'bars' | 'points', stack?: boolean, max?: number }} panel */
export function graph({ style = 'line', stack = false, max, ...panel }) {
  return {
    ...frame('timeseries', panel),
    targets: panel.queries.map((query, index) => range(query, index)),
    fieldConfig: {
      defaults: {
        unit: panel.unit,
        min: 0,
        ...(max !== undefined && { max }),
        custom: {
          drawStyle: style,
          fillOpacity: style === 'bars' ? 70 : 10,
          lineWidth: 1,
          pointSize: 6,
          showPoints: style === 'points' ? 'always' : 'never',
          spanNulls: false,
          stacking: { mode: stack ? 'normal' : 'none', group: 'A' },
        },
      },
      overrides: panel.queries.flatMap(({ unit, label }) => (unit ? [override(label, [{ id: 'unit', value: unit }])] : [])),
    },
    options: {
      legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

/** A state over time, one row for each series. @param {Panel & { words: readonly Word[] }} panel */
export function timeline({ words, ...panel }) {
  return {
    ...frame('state-timeline', panel),
    targets: panel.queries.map((query, index) => range(query, index)),
    fieldConfig: { defaults: { unit: panel.unit, mappings: mappings(words), custom: { fillOpacity: 80, lineWidth: 0 } }, overrides: [] },
    options: {
      mergeValues: true,
      showValue: 'auto',
      rowHeight: 0.8,
      alignValue: 'left',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}

/**
 * One row for each set of labels, one column for each query. All queries answer with the same labels, else rows do not meet.
 * @param {Panel & {
 *   labels: Readonly<Record<string, string>>,
 *   columns?: Readonly<Record<string, { words?: readonly Word[], steps?: readonly Step[] }>>,
 *   sortBy?: string,
 *   values?: boolean,
 *   links?: readonly { column: string, title: string, url: string }[],
 * }} panel `labels`: which become columns, and their heads, in order; `columns`: colours by head of column; `values`: whether numbers are shown
 */
export function table({ labels, columns = {}, sortBy, values = true, links = [], ...panel }) {
  const heads = Object.fromEntries(panel.queries.map(({ label }, index) => [`Value${suffix(panel, index)}`, label]));
  const order = [...Object.keys(labels), ...Object.keys(heads)];
  const hidden = { Time: true, __name__: true, ...(values ? {} : Object.fromEntries(Object.keys(heads).map((name) => [name, true]))) };
  return {
    ...frame('table', { height: 10, ...panel }),
    targets: panel.queries.map((query, index) => ({ ...instant(query, index), format: 'table' })),
    transformations: [
      ...(panel.queries.length > 1 ? [{ id: 'merge', options: {} }] : []),
      {
        id: 'organize',
        options: {
          excludeByName: hidden,
          includeByName: {},
          indexByName: Object.fromEntries(order.map((name, index) => [name, index])),
          renameByName: { ...labels, ...heads },
        },
      },
    ],
    fieldConfig: {
      defaults: { unit: panel.unit, noValue: '–', custom: { align: 'auto', filterable: true } },
      overrides: [
        ...panel.queries.flatMap(({ label, unit }) => {
          const { words, steps } = columns[label ?? ''] ?? {};
          const properties = [
            ...(unit ? [{ id: 'unit', value: unit }] : []),
            ...(words ? [{ id: 'mappings', value: mappings(words) }] : []),
            ...(steps ? [{ id: 'thresholds', value: thresholds(steps) }] : []),
            ...(words || steps ? [{ id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } }] : []),
          ];
          return properties.length > 0 ? [override(label, properties)] : [];
        }),
        ...links.map(({ column, title, url }) => override(column, [{ id: 'links', value: [{ title, url }] }])),
      ],
    },
    options: { showHeader: true, cellHeight: 'sm', ...(sortBy && { sortBy: [{ displayName: sortBy, desc: true }] }) },
  };
}

/** Numbers to compare, as they are now. @param {Panel & { steps?: readonly Step[] }} panel */
export function bars({ steps = PLAIN, ...panel }) {
  return {
    ...frame('bargauge', panel),
    targets: panel.queries.map((query, index) => instant(query, index)),
    fieldConfig: { defaults: { unit: panel.unit, min: 0, noValue: '–', thresholds: thresholds(steps) }, overrides: [] },
    options: {
      displayMode: 'basic',
      orientation: 'horizontal',
      showUnfilled: true,
      valueMode: 'color',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  };
}

/** @type {readonly Step[]} */
const PLAIN = [{ value: null, color: 'text' }];

/** Good up to the first limit, then a warning, then bad. @param {number} warning @param {number} [bad] @returns {readonly Step[]} */
export function upTo(warning, bad) {
  return [
    { value: null, color: 'green' },
    { value: warning, color: bad === undefined ? 'red' : 'orange' },
    ...(bad === undefined ? [] : [{ value: bad, color: 'red' }]),
  ];
}

/** Bad below the limit. @param {number} limit @returns {readonly Step[]} */
export function from(limit) {
  return [
    { value: null, color: 'red' },
    { value: limit, color: 'green' },
  ];
}

/** @param {string} type @param {Panel} panel */
function frame(type, { title, description, width, height = 8 }) {
  return { type, title, description, datasource: DATASOURCE, gridPos: { w: width, h: height, x: 0, y: 0 } };
}

/** @param {Query} query @param {number} index */
function instant({ expr, label = '' }, index) {
  return { refId: refId(index), datasource: DATASOURCE, editorMode: 'code', expr, legendFormat: label, instant: true, range: false };
}

/** @param {Query} query @param {number} index */
function range({ expr, label = '', interval }, index) {
  const common = {
    refId: refId(index),
    datasource: DATASOURCE,
    editorMode: 'code',
    expr,
    legendFormat: label,
    instant: false,
    range: true,
  };
  return interval === undefined ? common : { ...common, interval };
}

/** @param {number} index */
function refId(index) {
  return LETTERS.charAt(index);
}

/** How Grafana calls the number of one of several queries. @param {Panel} panel @param {number} index */
function suffix({ queries }, index) {
  return queries.length > 1 ? ` #${refId(index)}` : '';
}

/** @param {string | undefined} name @param {readonly object[]} properties */
function override(name = '', properties) {
  return { matcher: { id: 'byName', options: name }, properties };
}

/** @param {readonly Step[]} steps */
function thresholds(steps) {
  return { mode: 'absolute', steps };
}

/** @param {readonly Word[]} words */
function mappings(words) {
  if (words.length === 0) return [];
  return [
    { type: 'value', options: Object.fromEntries(words.map(({ value, text, color }, index) => [String(value), { text, color, index }])) },
  ];
}
