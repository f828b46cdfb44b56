import { loadEngine } from './linear-engine.cjs';

/** A pattern that takes time in proportion to the text, whatever stands in it. */
export interface LinearPattern {
  readonly test: (text: string) => boolean;
  /** Hears the place of each match that holds a character. */
  readonly forEach: (text: string, found: (start: number, end: number) => void) => void;
}

const MAX_SOURCE = 1000;
/** Steps for each character in the worst case. */
const MAX_PROGRAM = 400;
const MAX_MATCHES = 256;

// The engine's `\s` is ASCII alone.
const SPACE = String.raw`\t\n\v\f\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}`;
const NO_SPACE = String.raw`\x{0}-\x{8}\x{E}-\x{1F}\x{21}-\x{9F}\x{A1}-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF}`;

/**
 * Compiles a pattern for the engine of RE2, or says what the pattern must do to be accepted. What JavaScript means by a
 * sign and the engine does not is written out, or refused: a rule that covers less than it says must not look well.
 */
export function linearPattern(pattern: RegExp): LinearPattern | string {
  const { source, flags } = pattern;
  if (source.length > MAX_SOURCE) return `be at most ${MAX_SOURCE} characters long`;
  if (/[mv]/.test(flags)) return 'do without the flags m and v: write (?:^|\\n) for the start of a line';
  const { RE2JS } = loadEngine();
  const own = (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('s') ? RE2JS.DOTALL : 0);
  let compiled: ReturnType<typeof RE2JS.compile>;
  try {
    compiled = RE2JS.compile(RE2JS.translateRegExp(written(source, flags.includes('u'))), own);
  } catch (error) {
    return `run in linear time, as RE2 does, without look-ahead, look-behind and back references (${error instanceof Error ? error.message : 'it was refused'})`;
  }
  if (compiled.programSize() > MAX_PROGRAM)
    return 'be smaller, with lower limits to its repetitions: it could take too many steps for each character';
  if (compiled.test('')) return 'match at least one character';
  return {
    test: (text) => compiled.test(text),
    forEach(text, found) {
      const matcher = compiled.matcher(text);
      for (let matches = 0; matcher.find(); matches++) {
        // Each search may look far ahead: so many in one text are not worth the time, and what they hide must not leave.
        if (matches === MAX_MATCHES) {
          found(matcher.start(), text.length);
          return;
        }
        if (matcher.end() > matcher.start()) found(matcher.start(), matcher.end());
      }
    },
  };
}

/** The source with what only JavaScript means written out. */
function written(source: string, unicode: boolean): string {
  let result = '';
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character !== '\\') {
      if (character === '[' && inClass) result += '\\[';
      else result += character;
      if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      continue;
    }
    const next = source[++at]!;
    if (next === 's') result += inClass ? SPACE : `[${SPACE}]`;
    else if (next === 'S') result += inClass ? NO_SPACE : `[${NO_SPACE}]`;
    else if (next === 'b' && inClass) result += '\\x{8}';
    else if (next === '0') result += '\\x{0}';
    // Letters without a meaning stand for themselves, also those that have one elsewhere: `\A`, `\z`.
    else if (/[a-zA-Z]/.test(next) && !/[dDwWbBnrtvfxuck]/.test(next) && !(unicode && /[pP]/.test(next))) result += next;
    else result += `\\${next}`;
  }
  return result;
}
