/** A path with names for some of its parts. */
export interface PathPattern {
  /** Smaller is nearer: letters before names, names before `*`. */
  readonly rank: string;
  /** What stands at the names, or nothing when the path is another. @throws URIError when it is encoded wrongly */
  readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
}

/** @throws TypeError for a path that begins without a slash, or has a `*` before its end */
export function parsePath(path: string): PathPattern {
  const [first, ...parts] = path.split('/');
  if (first !== '' || parts.slice(0, -1).includes('*')) {
    throw new TypeError(`Expected a path such as /jobs/:key or /files/*, got ${path}.`);
  }
  const isOpen = parts.at(-1) === '*';
  const fixed = isOpen ? parts.slice(0, -1) : parts;

  return {
    rank: parts.map((part) => (part === '*' ? '2' : part.startsWith(':') ? '1' : '0')).join(''),
    match(given) {
      const found = given.split('/').slice(1);
      if (isOpen ? found.length < parts.length : found.length !== parts.length) return undefined;
      if (!fixed.every((part, at) => (part.startsWith(':') ? found[at] !== '' : part === found[at]))) return undefined;
      const named = fixed.flatMap((part, at) =>
        part.startsWith(':') ? [[part.slice(1), decodeURIComponent(found[at] ?? '')] as const] : [],
      );
      const rest = isOpen ? [['*', found.slice(fixed.length).join('/')] as const] : [];
      return Object.fromEntries([...named, ...rest]);
    },
  };
}
