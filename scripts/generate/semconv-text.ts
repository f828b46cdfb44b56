// What the generated files of src/semconv have in common.

export const HEAD = '// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.\n';

/** Name of the constant of an attribute or an event. */
export function constantOf(kind: 'ATTR' | 'EVENT', name: string): string {
  return `${kind}_${name.toUpperCase().replaceAll('.', '_')}`;
}

/** A comment in the form of TSDoc, on one line: an editor wraps it. */
export function doc(...sentences: readonly (string | undefined)[]): string {
  const text = sentences.filter((sentence) => sentence !== undefined && sentence !== '').join(' ');
  if (text.includes('*/') || text.includes('\n')) throw new Error(`Expected text that fits a comment on one line, got: ${text}`);
  return `/** ${text} */`;
}

export function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
}

export function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

/** The import of all names in capitals that a text uses, from where each is. */
export function importsFor(text: string, places: Readonly<Record<string, readonly string[]>>, typesOnly = false): string {
  const used = new Set(text.match(/\b[A-Z][A-Za-z_0-9]+\b/g));
  return Object.entries(places)
    .map(([from, names]) => [from, names.filter((name) => used.has(name))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([from, names]) => {
      const onlyTypes = typesOnly || names.every(isType);
      const specifiers = names.map((name) => (!onlyTypes && isType(name) ? `type ${name}` : name));
      return `import ${onlyTypes ? 'type ' : ''}{ ${specifiers.join(', ')} } from '${from}';\n`;
    })
    .join('');
}

/** Constants are in capitals throughout. */
function isType(name: string): boolean {
  return /[a-z]/.test(name);
}

/** A sentence as it goes on after something else. */
export function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
