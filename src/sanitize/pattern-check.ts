const MAX_REPETITIONS = 64;

/**
 * What a pattern must do to be refused no longer, or `undefined` when it is fine. Refused are patterns whose work can
 * grow faster than the text: repetitions inside repetitions, long ones that start a match, back references, look-behinds of any length.
 */
export function rejectSlowPattern(pattern: RegExp): string | undefined {
  const { source, flags } = pattern;
  if (source.length > 1000) return 'be at most 1000 characters long';
  if (/\\[1-9]|\\k</.test(source)) return 'do without back references';
  if (new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, '')).test('') || new RegExp(source, flags.replace(/[gy]/g, '')).test(''))
    return 'match at least one character';
  const groups: boolean[] = [];
  let closedRepeats = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === '\\') {
      at++;
      closedRepeats = false;
    } else if (character === '[') {
      at = endOfClass(source, at);
      closedRepeats = false;
    } else if (character === '(') {
      groups.push(false);
      if (source.startsWith('(?', at)) at += 1;
    } else if (character === ')') {
      closedRepeats = groups.pop() ?? false;
      if (closedRepeats && groups.length > 0) groups[groups.length - 1] = true;
    } else {
      const most = repetitions(source, at);
      if (most === undefined) {
        closedRepeats = false;
        continue;
      }
      if (most > 1 && closedRepeats) return 'hold no repetition inside a repetition';
      if (most > MAX_REPETITIONS) return `repeat at most ${MAX_REPETITIONS} times, with an upper limit such as {1,64}`;
      if (most > 1 && groups.length > 0) groups[groups.length - 1] = true;
      if (character === '{') at = source.indexOf('}', at);
      if (source[at + 1] === '?') at++;
      closedRepeats = false;
    }
  }
  return undefined;
}

function endOfClass(source: string, from: number): number {
  let at = from + 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at;
}

/** The most repetitions that the quantifier at `at` allows, or `undefined` where none stands. */
function repetitions(source: string, at: number): number | undefined {
  const character = source[at];
  if (character === '?') return 1;
  if (character === '*' || character === '+') return Infinity;
  const bounds = /^\{(\d+)(,(\d*))?\}/.exec(source.slice(at, at + 24));
  if (bounds === null) return undefined;
  const [, least, comma, most] = bounds;
  return comma === undefined ? Number(least) : most === '' ? Infinity : Number(most);
}
