import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../otel-collector/grafana/dashboards');

/** The parts of a dashboard that tests look at. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly datasource?: unknown;
  readonly definition?: string;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: unknown;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly datasource: unknown; readonly instant: boolean }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
}

/** Every committed dashboard by the name of its file. */
export function readDashboards(): ReadonlyMap<string, Dashboard> {
  return new Map(readdirSync(FOLDER).map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Dashboard]));
}

/** An expression and where it stands. */
export interface Expression {
  readonly place: string;
  readonly expr: string;
}

/** Every expression of a dashboard, its variables put in as Grafana does. */
export function expressionsOf({ title, panels, templating }: Dashboard, values: Readonly<Record<string, string>>): readonly Expression[] {
  return [
    ...templating.list.flatMap(({ name, definition }) => {
      const metric = /^label_values\((.*), (\w+)\)$/.exec(definition ?? '');
      return metric ? [{ place: `${title} / variable ${name}`, expr: `count by (${metric[2]!}) (${fill(metric[1]!, values)})` }] : [];
    }),
    ...panels.flatMap(({ title: panel, targets = [] }) =>
      targets.map(({ refId, expr }) => ({ place: `${title} / ${panel} / ${refId}`, expr: fill(expr, values) })),
    ),
  ];
}

/** @throws Error when a variable is left that nobody would fill */
function fill(expr: string, values: Readonly<Record<string, string>>): string {
  return expr.replace(/\$(\w+)/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Expected a value for ${whole} in ${expr}`);
    return value;
  });
}
