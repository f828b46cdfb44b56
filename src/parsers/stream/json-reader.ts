/** A value that is no container, as it was written: numbers keep all their digits. */
export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'literal';
  readonly text: string;
}

/** Of one value of the output: the wanted fields that it has, by their paths, such as `archive.stats.nfiles` or `[].backup[].label`. */
export type JsonRecord = ReadonlyMap<string, JsonScalar>;

/** What is wanted of JSON. */
export interface JsonInterest {
  /** Paths of fields. A leading `*` stands for any name of a field of the outermost object. */
  readonly fields: ReadonlySet<string>;
  /** Paths of containers that are handed over when each is complete, such as `[].backup[]`; the whole value always is, as `''`. */
  readonly units?: readonly string[];
}

interface Frame {
  readonly isArray: boolean;
  readonly path: string;
  /** The same, with a star for the first name. */
  readonly starred: string;
  key: string;
}

type State = 'open' | 'done' | 'failed';

/** Reads one JSON value as it comes, and keeps no more of it than is wanted. */
export interface JsonReader {
  /** Reads on from an index. `end` is the index after what was read. */
  read(text: string, from: number): { readonly state: State; readonly end: number };
}

// What may come next, as bits: there are several.
const [VALUE, KEY, COLON, COMMA, END] = [1, 2, 4, 8, 16];
const MOST_DEPTH = 48;
const MOST_CHARS = 1024;
const LITERALS = new Set(['true', 'false', 'null']);
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };

const MOST_PATH = 512;
// In the place of every longer path, which is none that is wanted: long names in long names must not make each value as costly as all of them.
const ELSEWHERE = '\0';

function join(path: string, { isArray, key }: Frame): string {
  if (path === ELSEWHERE || path.length + key.length > MOST_PATH) return ELSEWHERE;
  if (isArray) return `${path}[]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The index of the next character that ends a string, begins an escape or may not stand in one. */
function endOfPlain(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22 || code === 0x5c || code < 0x20) return index;
  }
  return text.length;
}

export function createJsonReader(interest: JsonInterest, hand: (unit: string, record: JsonRecord) => void): JsonReader {
  const { fields, units = [] } = interest;
  const stack: Frame[] = [];
  const record = new Map<string, JsonScalar>();
  let expected = VALUE;
  let token: 'string' | 'escape' | 'hex' | 'word' | undefined;
  let text = '';
  let hex = '';

  const pathHere = () => {
    const frame = stack.at(-1);
    return frame ? join(frame.path, frame) : '';
  };
  const starredHere = () => {
    const frame = stack.at(-1);
    if (!frame) return '';
    return stack.length === 1 && !frame.isArray ? '*' : join(frame.starred, frame);
  };
  const keep = (kind: JsonScalar['kind']) => {
    const path = pathHere();
    if (fields.has(path)) record.set(path, { kind, text });
    else if (fields.has(starredHere())) record.set(starredHere(), { kind, text });
    expected = COMMA | END;
  };
  const close = ({ path, starred }: Frame): State => {
    const unit = stack.length === 0 ? '' : units.find((one) => one === path || one === starred);
    if (unit !== undefined) {
      hand(unit, record);
      for (const key of record.keys()) if (key.startsWith(unit)) record.delete(key);
    }
    expected = COMMA | END;
    return stack.length === 0 ? 'done' : 'open';
  };

  const structure = (char: string): State => {
    const frame = stack.at(-1);
    switch (char) {
      case '{':
      case '[':
        if ((expected & VALUE) === 0 || stack.length >= MOST_DEPTH) return 'failed';
        stack.push({ isArray: char === '[', path: pathHere(), starred: starredHere(), key: '' });
        expected = (char === '[' ? VALUE : KEY) | END;
        return 'open';
      case '}':
      case ']':
        if (!frame || frame.isArray !== (char === ']') || (expected & END) === 0) return 'failed';
        stack.pop();
        return close(frame);
      case ',':
        if (!frame || (expected & COMMA) === 0) return 'failed';
        expected = frame.isArray ? VALUE : KEY;
        return 'open';
      case ':':
        if (expected !== COLON) return 'failed';
        expected = VALUE;
        return 'open';
      case '"':
        if ((expected & (VALUE | KEY)) === 0) return 'failed';
        token = 'string';
        text = '';
        return 'open';
      default:
        if ((expected & VALUE) === 0 || stack.length === 0) return 'failed';
        token = 'word';
        text = char;
        return 'open';
    }
  };

  const inString = (char: string): State => {
    if (token === 'hex') {
      hex += char;
      if (hex.length < 4) return 'open';
      if (!/^[\da-f]{4}$/i.test(hex)) return 'failed';
      char = String.fromCharCode(parseInt(hex, 16));
    } else if (token === 'escape') {
      if (char === 'u') {
        token = 'hex';
        hex = '';
        return 'open';
      }
      const meant = ESCAPES[char];
      if (meant === undefined) return 'failed';
      char = meant;
    } else if (char === '\\') {
      token = 'escape';
      return 'open';
    } else if (char === '"') {
      token = undefined;
      const frame = stack.at(-1);
      if (!frame || (expected & KEY) === 0) keep('string');
      else {
        frame.key = text;
        expected = COLON;
      }
      return 'open';
    } else if (char < ' ') return 'failed';
    token = 'string';
    if (text.length < MOST_CHARS) text += char;
    return 'open';
  };

  const step = (char: string): State => {
    if (token !== undefined && token !== 'word') return inString(char);
    const isSpace = char === ' ' || char === '\n' || char === '\t' || char === '\r';
    if (token === 'word') {
      if (!isSpace && char !== ',' && char !== ']' && char !== '}') {
        if (text.length >= MOST_CHARS) return 'failed';
        text += char;
        return 'open';
      }
      token = undefined;
      if (!LITERALS.has(text) && !NUMBER.test(text)) return 'failed';
      keep(LITERALS.has(text) ? 'literal' : 'number');
    }
    return isSpace ? 'open' : structure(char);
  };

  return {
    read(chunk, from) {
      for (let index = from; index < chunk.length; index += 1) {
        if (token === 'string') {
          const end = endOfPlain(chunk, index);
          if (text.length < MOST_CHARS) text += chunk.slice(index, Math.min(end, index + MOST_CHARS - text.length));
          index = end;
          if (index === chunk.length) break;
        }
        const state = step(chunk.charAt(index));
        if (state !== 'open') return { state, end: index + 1 };
      }
      return { state: 'open', end: chunk.length };
    },
  };
}
