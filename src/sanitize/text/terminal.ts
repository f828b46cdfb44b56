const isIn = (code: number, first: number, last: number): boolean => code >= first && code <= last;

/** Behind the parameters and the letter that ends a control sequence, however many colours it sets. */
function endOfControl(text: string, from: number): number {
  let at = from;
  while (isIn(text.charCodeAt(at), 0x30, 0x3f)) at++;
  while (isIn(text.charCodeAt(at), 0x20, 0x2f)) at++;
  return isIn(text.charCodeAt(at), 0x40, 0x7e) ? at + 1 : at;
}

/** Behind a text for the terminal itself (title, target of a link); what has no end is none. */
function endOfString(text: string, from: number, openEnded: { from: number }): number {
  if (from >= openEnded.from) return from;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 7 || code === 0x9c) return at + 1;
    if (code === 27) return text[at + 1] === '\\' ? at + 2 : at;
  }
  openEnded.from = from;
  return from;
}

/**
 * Behind the sequence of a terminal that starts at `at`: colours, moves, titles, links. A reader sees nothing of it.
 * `openEnded` remembers from where on no end was found, so that a text of nothing but beginnings is read once.
 */
export function endOfSequence(text: string, at: number, openEnded: { from: number }): number {
  const first = text.charCodeAt(at);
  if (first === 0x9b) return endOfControl(text, at + 1);
  if (first === 0x9d) return endOfString(text, at + 1, openEnded);
  const kind = text.charAt(at + 1);
  if (kind === '[') return endOfControl(text, at + 2);
  if (kind !== '' && ']PX^_'.includes(kind)) return endOfString(text, at + 2, openEnded);
  let end = at + 1;
  while (isIn(text.charCodeAt(end), 0x20, 0x2f)) end++;
  return isIn(text.charCodeAt(end), 0x30, 0x7e) ? end + 1 : Math.max(at + 1, end);
}
