/** A path with names for some of its parts. */
export interface PathPattern {
  /** Smaller is nearer: letters before names, names before `*`. */
  readonly rank: string;
  /** What stands at the names, or nothing when the path is another. @throws URIError when it is encoded wrongly */
  readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
}

/**
 * A `*` at the end stands for one part or more, one at the beginning for what a proxy puts in front.
 *
 * @throws TypeError for a path that begins without a slash, or has a `*` elsewhere
 */
export function parsePath(path: string): PathPattern {
  const [first, ...parts] = path.split('/');
  const fixed = parts.slice(parts[0] === '*' && parts.length > 1 ? 1 : 0, parts.at(-1) === '*' ? -1 : undefined);
  if (first !== '' || fixed.includes('*') || parts.length - fixed.length > 1) {
    throw new TypeError(`Expected a path such as /jobs/:key or /files/*, got ${path}.`);
  }
  const isOpen = fixed.length < parts.length;
  const isSuffix = isOpen && parts.at(-1) !== '*';

  return {
    // More parts are nearer than fewer: its end comes last.
    rank: `${parts.map((part) => (part === '*' ? '2' : part.startsWith(':') ? '1' : '0')).join('')}3`,
    match(given) {
      const all = given.split('/').slice(1);
      if (isOpen ? all.length < parts.length : all.length !== parts.length) return undefined;
      const at = isSuffix ? all.length - fixed.length : 0;
      const found = all.slice(at, at + fixed.length);
      if (!fixed.every((part, index) => (part.startsWith(':') ? found[index] !== '' : part === found[index]))) return undefined;
      const named = fixed.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), decode(found[index] ?? '')] as const] : []));
      const rest = isSuffix ? all.slice(0, at) : all.slice(fixed.length);
      return Object.fromEntries([...named, ...(isOpen ? [['*', rest.join('/')] as const] : [])]);
    },
  };
}

/** As `decodeURIComponent`, which does not know half a character: in the key of a job it stands as `%ud83d`. @throws URIError */
function decode(part: string): string {
  return decodeURIComponent(part.replace(/%u(d[89a-f][\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))));
}
