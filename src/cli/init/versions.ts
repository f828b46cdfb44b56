/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** The version a text begins with, or the lowest one a range such as `^1.9.0` names; `undefined` for tags, addresses and paths. */
export function parseVersion(text: string | undefined): Version | undefined {
  const match = /^(?:npm:(?:@[^@]+@|[^@]+@)|workspace:)?[v^~>=\s]*(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?/.exec(text ?? '');
  return match ? [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : undefined;
}

/** Whether a version is the other one or a later one. */
export function isAtLeast(version: Version, other: Version): boolean {
  return compare(version, other) >= 0;
}

/** Whether a version lies in a range made of `>=`, `<`, `^`, spaces and `||`: the forms this package's own peer ranges use. */
export function satisfies(version: Version, range: string): boolean {
  return range.split('||').some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((comparator) => fits(version, comparator)),
  );
}

function fits(version: Version, comparator: string): boolean {
  const bound = parseVersion(comparator.replace(/^[<>=^~]+/, ''));
  if (!bound) return true;
  if (comparator.startsWith('>=')) return isAtLeast(version, bound);
  if (comparator.startsWith('<')) return !isAtLeast(version, bound);
  // A caret keeps the first number that is not zero.
  const fixed = bound[0] > 0 ? 1 : 2;
  return isAtLeast(version, bound) && version.slice(0, fixed).every((number, index) => number === bound[index]);
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
