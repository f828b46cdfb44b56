/** Labels or annotations. */
export type Texts = Readonly<Record<string, string>>;

/** A label by the name of its attribute: as it is, or as Prometheus writes it by default. An empty label is none, as in Prometheus. */
export function readLabel(labels: Texts, name: string): string | undefined {
  return labels[name] || labels[name.replaceAll('.', '_')] || undefined;
}
