/** What an expression names. */
export interface Names {
  readonly metrics: ReadonlySet<string>;
  /** Metrics named by a pattern. */
  readonly patterns: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

interface Node {
  readonly matchers?: readonly { readonly name: string; readonly type: string; readonly value: string }[];
  readonly grouping?: readonly string[];
  readonly matching?: { readonly labels: readonly string[]; readonly include: readonly string[] } | null;
}

/** Collects the names in expressions as Prometheus' own parser understood them. */
export function namesIn(trees: readonly unknown[]): Names {
  const names = { metrics: new Set<string>(), patterns: new Set<string>(), labels: new Set<string>() };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { matchers = [], grouping = [], matching } = node as Node;
    for (const { name, type, value } of matchers ?? []) {
      if (name !== '__name__') names.labels.add(name);
      else (type === '=' ? names.metrics : names.patterns).add(value);
    }
    for (const label of [...(grouping ?? []), ...(matching?.labels ?? []), ...(matching?.include ?? [])]) names.labels.add(label);
    Object.values(node).forEach(visit);
  };
  trees.forEach(visit);
  return names;
}
