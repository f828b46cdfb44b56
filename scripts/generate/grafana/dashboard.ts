import { DATASOURCE, type Frame } from './panels.js';

const COLUMNS = 24;

/** A row of panels under a heading. */
export interface Section {
  readonly title: string;
  readonly panels: readonly Frame[];
}

/** A dashboard in the classic schema, which Grafana 11 and 12 take. Panels flow from left to right, so that none covers another. */
export function dashboard({
  uid,
  title,
  description,
  from,
  variables,
  sections,
}: {
  uid: string;
  title: string;
  description: string;
  from: string;
  variables: readonly object[];
  sections: readonly Section[];
}) {
  return {
    uid,
    title,
    description,
    tags: ['backup'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '1m',
    time: { from, to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [
      { type: 'dashboards', title: 'Backups', tags: ['backup'], asDropdown: true, includeVars: true, keepTime: true, targetBlank: false },
    ],
    templating: {
      list: [
        {
          type: 'datasource',
          name: 'datasource',
          label: 'Prometheus',
          description: 'The Prometheus that evaluates the rules for backups.',
          query: 'prometheus',
          refresh: 1,
          current: {},
        },
        ...variables,
      ],
    },
    panels: place(sections),
  };
}

/** A variable with the values of a label. */
export function labelVariable({
  name,
  label,
  description,
  metric,
  values,
  single = false,
}: {
  name: string;
  label: string;
  description: string;
  metric: string;
  values: string;
  single?: boolean;
}) {
  const query = `label_values(${metric}, ${values})`;
  return {
    type: 'query',
    name,
    label,
    description,
    datasource: DATASOURCE,
    definition: query,
    query: { qryType: 1, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    refresh: 2,
    sort: 1,
    multi: !single,
    includeAll: !single,
    // A job without a destination, or a service without an environment, has no such label: `.*` finds it all the same.
    ...(single ? { current: {} } : { allValue: '.*', current: { selected: true, text: ['All'], value: ['$__all'] } }),
  };
}

function place(sections: readonly Section[]) {
  const placed = [];
  let id = 0;
  let top = 0;
  for (const { title, panels } of sections) {
    placed.push({ id: (id += 1), type: 'row', title, collapsed: false, gridPos: { x: 0, y: top, w: COLUMNS, h: 1 }, panels: [] });
    top += 1;
    let left = 0;
    let height = 0;
    for (const panel of panels) {
      const { w, h } = panel.gridPos;
      if (left + w > COLUMNS) {
        top += height;
        left = 0;
        height = 0;
      }
      placed.push({ id: (id += 1), ...panel, gridPos: { x: left, y: top, w, h } });
      left += w;
      height = Math.max(height, h);
    }
    top += height;
  }
  return placed;
}
