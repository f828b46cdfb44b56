import { createJsonReader, type JsonInterest, type JsonReader, type JsonRecord } from './json-reader.js';

/** Receives what a stream of output says. */
export interface TextListener {
  /** One line, without its end, cut after 8192 characters. */
  line(text: string): void;
  value(unit: string, record: JsonRecord): void;
  /** Something that began as JSON could not be read to its end. */
  broken(): void;
}

/** Takes a stream of text apart into lines and JSON values, which may stand between each other. */
export interface TextReader {
  write(text: string): void;
  end(): void;
}

const MOST_LINE = 8192;
const LINE_END = /[\r\n]/g;
// Control sequences of terminals, such as colours, and NUL.
const [ESCAPE, NUL] = [String.fromCharCode(27), String.fromCharCode(0)];
const NOISE = new RegExp(`${ESCAPE}\\[[0-9;?]{0,16}[A-Za-z]|${NUL}`, 'g');
const NOTHING: JsonInterest = { fields: new Set() };
const LOOKS_LIKE_JSON = /^(?:\{\s*(?:"|$)|\[\s*(?:[{"]|$))/;

export function createTextReader(interest: JsonInterest | undefined, listener: TextListener): TextReader {
  // Of the line that is being read: its beginning, and whether JSON that is open began on it.
  let head = '';
  let json: JsonReader | undefined;
  let beganHere = false;
  // A line that was taken for JSON and is none is not tried again.
  let isText = false;

  const emitLine = () => {
    const text = head.replace(NOISE, '').trimEnd();
    head = '';
    isText = false;
    if (text !== '') listener.line(text);
  };

  const beginJson = () => {
    beganHere = true;
    return createJsonReader(interest ?? NOTHING, (unit, record) => {
      listener.value(unit, record);
    });
  };

  /** Reads a part of one line; it has no end of a line in it. */
  const readPart = (part: string): void => {
    let rest = part;
    while (rest !== '') {
      if (!json && (isText || head !== '' || !interest || !/^[{[]/.test(rest))) {
        isText = true;
        keepHead(rest);
        return;
      }
      json ??= beginJson();
      const { state, end } = json.read(rest, 0);
      if (state === 'open') {
        keepHead(rest);
        return;
      }
      json = undefined;
      const line = head + rest;
      if (state === 'done') rest = rest.slice(end).trimStart();
      // The value ended early on a line before: this line may begin another.
      else rest = line;
      head = '';
      if (state === 'failed' && beganHere) {
        isText = true;
        if (LOOKS_LIKE_JSON.test(line)) listener.broken();
      } else if (state === 'failed') listener.broken();
    }
  };
  const keepHead = (part: string) => {
    if (head.length < MOST_LINE) head += part.slice(0, MOST_LINE - head.length);
  };

  const endLine = () => {
    if (!json) {
      emitLine();
      return;
    }
    // A value over several lines has nothing but its bracket on the first.
    const isDocument = !beganHere || head.trim().length === 1;
    if (isDocument && json.read('\n', 0).state === 'open') {
      beganHere = false;
    } else {
      json = undefined;
      listener.broken();
    }
    head = '';
  };

  return {
    write(text) {
      let from = 0;
      LINE_END.lastIndex = 0;
      for (let match = LINE_END.exec(text); match; match = LINE_END.exec(text)) {
        if (match.index > from) readPart(text.slice(from, match.index));
        endLine();
        from = match.index + 1;
      }
      if (from < text.length) readPart(text.slice(from));
    },
    end() {
      if (json) listener.broken();
      else emitLine();
      json = undefined;
    },
  };
}
