/** A series and its newest value. */
export interface Result {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Asks a Prometheus. @returns the series as they are now */
export async function query(url: string, promql: string): Promise<readonly Result[]> {
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(promql)}`);
  const { data } = (await response.json()) as { readonly data: { readonly result: readonly Result[] } };
  return data.result;
}
