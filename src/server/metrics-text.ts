/** Values of a metric by their labels as they are written, such as `{status="200"}`; `''` for the only one. */
export type SeriesList = readonly (readonly [labels: string, value: number])[];

/** Writes one metric in the text format of Prometheus, as lines. */
export type WriteMetric = (name: string, type: 'counter' | 'gauge', help: string, series: SeriesList | number) => readonly string[];

/** What writes metrics whose names begin alike. */
export function metricsOf(prefix: string): WriteMetric {
  return (name, type, help, series) => {
    const full = `${prefix}_${name}`;
    const list: SeriesList = typeof series === 'number' ? [['', series]] : series;
    return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...list.map(([labels, value]) => `${full}${labels} ${value}`)];
  };
}

/** The series of counts by the value of a label, which needs no escaping: it is a word or a number of ours. */
export function byLabel(label: string, counts: Readonly<Record<string, number>>): SeriesList {
  return Object.entries(counts).map(([value, count]) => [`{${label}="${value}"}`, count] as const);
}
