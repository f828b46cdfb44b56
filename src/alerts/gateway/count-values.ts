/** What a body holds, counted before it is parsed. */
export interface ValueCount {
  /** Elements of the lists and objects directly inside the outermost object, such as its alerts. */
  readonly elements: number;
  /** All values, at any depth. */
  readonly values: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Counts without parsing: building the two million values that four megabytes may hold, and looking at each, would hold up everybody else
 * for seconds. Of a text that is no JSON it counts something; parsing says so later.
 */
export function countValues(body: Uint8Array): ValueCount {
  let [elements, values, depth] = [0, 0, 0];
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = endOfString(body, at + 1);
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth === 2) elements += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth -= 1;
    } else if (byte === COMMA) {
      values += 1;
      if (depth === 2) elements += 1;
    }
  }
  return { elements, values };
}

/** Position of the quote that ends a string. */
function endOfString(body: Uint8Array, start: number): number {
  let end = body.indexOf(QUOTE, start);
  while (end !== -1 && isEscaped(body, start, end)) end = body.indexOf(QUOTE, end + 1);
  return end === -1 ? body.length : end;
}

/** Whether the number of backslashes in front is odd. */
function isEscaped(body: Uint8Array, start: number, end: number): boolean {
  let from = end;
  while (from > start && body[from - 1] === BACKSLASH) from -= 1;
  return (end - from) % 2 === 1;
}
