/** A form in which a text may be hidden, and what that form is called. */
export type Form = readonly [encoding: string, text: string];

/** A text without differences of letter case. Only of ASCII: in other scripts the small form of a letter depends on its neighbours. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The forms of a text that a search has to look for, in lower case: letter case hides nothing. */
export function formsOf(secret: string): readonly Form[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const forms: Form[] = [
    ['plain', secret],
    ['JSON-escaped', json],
    ['JSON-escaped', json.replaceAll('/', '\\/')],
    ['JSON-escaped', json.replace(/[^\0-~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)],
    ['URL-encoded', encodeURIComponent(bytes.toString())],
    ['URL-encoded', encodeURI(bytes.toString())],
    ['URL-encoded', new URLSearchParams({ '': secret }).toString().slice(1)],
    ['hex', bytes.toString('hex')],
    ...[0, 1, 2].flatMap((before) => base64At(bytes, before).map((text): Form => ['base64', text])),
  ];
  const seen = new Set<string>();
  return forms.map(([encoding, text]): Form => [encoding, foldCase(text)]).filter(([, text]) => !seen.has(text) && seen.add(text));
}

/**
 * The letters that a text has in the base64 of a longer one, in both alphabets. Three bytes make four letters,
 * so there are three forms, by where the text begins; letters at its edges that depend on its neighbours are left out.
 */
function base64At(bytes: Buffer, before: number): readonly string[] {
  const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const letters = base64.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  return [letters, letters.replaceAll('+', '-').replaceAll('/', '_')];
}
