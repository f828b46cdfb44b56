/** A secret that must not be found, and what to call it when it is. */
export interface Planted {
  readonly name: string;
  /** What of it may not come out; each at least ten characters. */
  readonly parts: readonly string[];
}

/** Looks through bytes for all planted secrets at once; answers the names of those that stand there in any form. */
export type LeakSearch = (bytes: Buffer) => ReadonlySet<string>;

const WINDOW = 6;

/** Builds the search. Forms are: plain, JSON-escaped once and twice, URL-encoded, hex, and base64 at each of its three alignments. */
export function createLeakSearch(planted: readonly Planted[]): LeakSearch {
  const byStart = new Map<string, { readonly name: string; readonly form: string }[]>();
  for (const { name, parts } of planted) {
    for (const form of new Set(parts.flatMap(formsOf))) {
      const start = form.slice(0, WINDOW);
      const others = byStart.get(start);
      if (others === undefined) byStart.set(start, [{ name, form }]);
      else others.push({ name, form });
    }
  }
  return (bytes) => {
    // One character for each byte, so that protobuf is searched like JSON.
    const text = bytes.toString('latin1');
    const found = new Set<string>();
    for (let at = 0; at + WINDOW <= text.length; at++) {
      for (const { name, form } of byStart.get(text.slice(at, at + WINDOW)) ?? []) if (text.startsWith(form, at)) found.add(name);
    }
    return found;
  };
}

function formsOf(part: string): readonly string[] {
  if (part.length < 8)
    throw new Error(`Expected a planted secret to have at least 8 characters, got ${part.length}: what would a find say?`);
  const escaped = escapeJson(part);
  const bytes = Buffer.from(part);
  return [
    ...[part, escaped, escapeJson(escaped)].map((form) => Buffer.from(form).toString('latin1')),
    encodeURIComponent(part),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((before) => alignedBase64(bytes, before)),
  ];
}

const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The part as it stands in base64 behind `before` other bytes, without the digits that these and what follows decide. */
function alignedBase64(bytes: Buffer, before: number): readonly string[] {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const whole = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  return [whole, whole.replace(/\+/g, '-').replace(/\//g, '_')];
}
