/**
 * For a condition without a stored time of its own: when it was last seen not to hold.
 * In steps of ten minutes, so that two Prometheus agree on it unless a step falls between their two evaluations.
 */
export function lastQuiet(record: string, everything: string, holds: string): Readonly<Record<string, string>> {
  return {
    [record]: `(
  ${everything.replaceAll('\n', '\n  ')} * 0 + time() - time() % 600
  unless ${holds.replaceAll('\n', '\n  ')}
)
or ${record}`,
  };
}

/** The condition, with the time it was last quiet as its value; 0 when it never was. */
export function sinceQuiet(record: string, holds: string): string {
  return `${record} and ${holds}
or (${holds}) * 0`;
}
