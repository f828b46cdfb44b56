// Panels as Grafana 11 and 12 read them. A kind of panel is a function of what differs from panel to panel.

/** What everything asks: the Prometheus that the reader chooses. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** A question to Prometheus. `label` is the legend, or the head of a column. */
export interface Query {
  readonly expr: string;
  readonly label?: string;
  readonly unit?: string;
  readonly interval?: string;
}
/** What every panel has. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height?: number;
  readonly unit: string;
  readonly queries: readonly Query[];
}
export interface Step {
  readonly value: number | null;
  readonly color: string;
}
/** A value and the word that stands for it. */
export interface Word {
  readonly value: number;
  readonly text: string;
  readonly color: string;
}

/** What Grafana needs of every panel, whatever its kind; `x` and `y` of the grid are given when it is placed. */
export interface Frame {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly datasource: typeof DATASOURCE;
  readonly gridPos: { readonly w: number; readonly h: number; readonly x: number; readonly y: number };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** One number as it is now. */
export function stat({ steps = PLAIN, words = [], ...panel }: Panel & { steps?: readonly Step[]; words?: readonly Word[] }) {
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

/** Numbers over time. */
export function graph({
  style = 'line',
  stack = false,
  max,
  ...panel
}: Panel & { style?: 'line' | 'bars' | 'points'; stack?: boolean; max?: number }) {
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

/** A state over time, one row for each series. */
export function timeline({ words, ...panel }: Panel & { words: readonly Word[] }) {
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
 * @param panel - `labels`: which become columns, and their heads, in order; `columns`: colours by head of column; `values`: whether numbers are shown
 */
export function table({
  labels,
  columns = {},
  sortBy,
  values = true,
  links = [],
  ...panel
}: Panel & {
  labels: Readonly<Record<string, string>>;
  columns?: Readonly<Record<string, { words?: readonly Word[]; steps?: readonly Step[] }>>;
  sortBy?: string;
  values?: boolean;
  links?: readonly { column: string; title: string; url: string }[];
}) {
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

/** Numbers to compare, as they are now. */
export function bars({ steps = PLAIN, ...panel }: Panel & { steps?: readonly Step[] }) {
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

const PLAIN: readonly Step[] = [{ value: null, color: 'text' }];

/** Good up to the first limit, then a warning, then bad. */
export function upTo(warning: number, bad?: number): readonly Step[] {
  return [
    { value: null, color: 'green' },
    { value: warning, color: bad === undefined ? 'red' : 'orange' },
    ...(bad === undefined ? [] : [{ value: bad, color: 'red' }]),
  ];
}

/** Bad below the limit. */
export function from(limit: number): readonly Step[] {
  return [
    { value: null, color: 'red' },
    { value: limit, color: 'green' },
  ];
}

function frame(type: string, { title, description, width, height = 8 }: Panel): Frame {
  return { type, title, description, datasource: DATASOURCE, gridPos: { w: width, h: height, x: 0, y: 0 } };
}

function instant({ expr, label = '' }: Query, index: number) {
  return { refId: refId(index), datasource: DATASOURCE, editorMode: 'code', expr, legendFormat: label, instant: true, range: false };
}

function range({ expr, label = '', interval }: Query, index: number) {
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

function refId(index: number) {
  return LETTERS.charAt(index);
}

/** How Grafana calls the number of one of several queries. */
function suffix({ queries }: Panel, index: number) {
  return queries.length > 1 ? ` #${refId(index)}` : '';
}

function override(name: string | undefined = '', properties: readonly object[]) {
  return { matcher: { id: 'byName', options: name }, properties };
}

function thresholds(steps: readonly Step[]) {
  return { mode: 'absolute', steps };
}

function mappings(words: readonly Word[]) {
  if (words.length === 0) return [];
  return [
    { type: 'value', options: Object.fromEntries(words.map(({ value, text, color }, index) => [String(value), { text, color, index }])) },
  ];
}
