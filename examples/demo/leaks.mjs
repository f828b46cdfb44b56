// @ts-check

/** @typedef {{ label: string, text: string, hidden?: boolean }} Secret A hidden one is searched for and never shown. */
/** @typedef {Secret & { inError: boolean, found: number }} SearchResult */

/** How a text may hide in what is sent. */
export const ENCODINGS = ['plain', 'URL-encoded', 'base64', 'hex'];

/**
 * The forms of a text that a search must look for.
 * @param {string} text
 * @returns {string[]}
 */
function formsOf(text) {
  const bytes = Buffer.from(text);
  const forms = new Set([text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), bytes.toString('hex')]);
  // Base64 of a longer text holds one of three forms of this one, by where it begins; the letters at its edges depend on its neighbours.
  for (const before of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const wholeLetters = Math.floor(((before + bytes.length) * 8) / 6);
    const form = base64.slice(Math.ceil((before * 8) / 6), wholeLetters);
    forms.add(form).add(form.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...forms].map((form) => form.toLowerCase());
}

/**
 * How often a text, in whatever form, is in what was sent.
 * @param {readonly Buffer[]} bodies
 * @param {string} text
 */
export function countIn(bodies, text) {
  const forms = formsOf(text);
  let found = 0;
  for (const body of bodies) {
    // One character per byte: nothing is lost, and letter case can be ignored.
    const sent = body.toString('latin1').toLowerCase();
    for (const form of forms) found += sent.split(Buffer.from(form).toString('latin1')).length - 1;
  }
  return found;
}

/**
 * @param {readonly Buffer[]} bodies
 * @param {string} error Text of the error that the program saw.
 * @param {readonly Secret[]} secrets
 * @returns {SearchResult[]}
 */
export function searchFor(bodies, error, secrets) {
  return secrets.map((secret) => ({ ...secret, inError: error.includes(secret.text), found: countIn(bodies, secret.text) }));
}

/**
 * Whether the search would have seen them: each must be found in the error's text however that is encoded.
 * @param {string} error
 * @param {readonly Secret[]} secrets
 */
export function searchWorks(error, secrets) {
  const bytes = Buffer.from(error);
  const encoded = [
    error,
    JSON.stringify(error),
    encodeURIComponent(error),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
  return encoded.every((sent) => secrets.every(({ text }) => countIn([Buffer.from(sent)], text) > 0));
}
