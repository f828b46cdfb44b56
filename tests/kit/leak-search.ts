import { foldCase, formsOf } from '../../src/testing/secret-forms.js';

/** A secret that must not be found, and what to call it when it is. */
export interface Planted {
  readonly name: string;
  /** What of it may not come out; each at least six characters. */
  readonly parts: readonly string[];
}

/** Looks through bytes for all planted secrets at once; answers the names of those that stand there in any form. */
export type LeakSearch = (bytes: Buffer) => ReadonlySet<string>;

const WINDOW = 6;

/** Builds the search: the forms that `./testing` looks for, and those of a text that JSON escaped once more. Over bytes, and for thousands of secrets. */
export function createLeakSearch(planted: readonly Planted[]): LeakSearch {
  const byStart = new Map<string, { readonly name: string; readonly form: string }[]>();
  for (const { name, parts } of planted) {
    for (const form of new Set(parts.flatMap(searchedForms))) {
      const start = form.slice(0, WINDOW);
      const others = byStart.get(start);
      if (others === undefined) byStart.set(start, [{ name, form }]);
      else others.push({ name, form });
    }
  }
  return (bytes) => {
    // One character for each byte, so that protobuf is searched like JSON.
    const text = foldCase(bytes.toString('latin1'));
    const found = new Set<string>();
    for (let at = 0; at + WINDOW <= text.length; at++) {
      for (const { name, form } of byStart.get(text.slice(at, at + WINDOW)) ?? []) if (text.startsWith(form, at)) found.add(name);
    }
    return found;
  };
}

/** Whether a text stands in any of the bodies, in whatever form. */
export function holdSecret(bodies: readonly Buffer[], text: string): boolean {
  const search = createLeakSearch([{ name: text, parts: [text] }]);
  return bodies.some((body) => search(body).size > 0);
}

function searchedForms(part: string): readonly string[] {
  if (part.length < WINDOW)
    throw new Error(`Expected a planted secret to have at least ${WINDOW} characters, got ${part.length}: what would a find say?`);
  const escaped = JSON.stringify(part).slice(1, -1);
  return [part, escaped].flatMap(formsOf).map(([, form]) => Buffer.from(form).toString('latin1'));
}
