// @ts-check

/** @typedef {(text: string) => string} Paint */
/** @typedef {{ bold: Paint, dim: Paint, green: Paint, red: Paint, yellow: Paint, cyan: Paint }} Style */

/**
 * Colours for a stream, unless it or its user wants none (https://no-color.org).
 * @param {{ isTTY?: boolean | undefined }} out
 * @param {NodeJS.ProcessEnv} env
 * @returns {Style}
 */
export function createStyle(out, env) {
  const enabled = env['NO_COLOR'] ? false : env['FORCE_COLOR'] ? env['FORCE_COLOR'] !== '0' : out.isTTY === true && env['TERM'] !== 'dumb';
  /** @param {number} open @param {number} close @returns {Paint} */
  const paint = (open, close) => (text) => (enabled && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  return { bold: paint(1, 22), dim: paint(2, 22), green: paint(32, 39), red: paint(31, 39), yellow: paint(33, 39), cyan: paint(36, 39) };
}

/**
 * Columns to write in: not wider than what reads well.
 * @param {{ columns?: number | undefined }} out
 */
export function widthOf(out) {
  return Math.max(40, Math.min(out.columns ?? 80, 110));
}

/** @param {number} value */
export function formatBytes(value) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 1_000 && unit < units.length - 1) {
    scaled /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? scaled : Number(scaled.toFixed(scaled < 10 ? 2 : 1))} ${units[unit]}`;
}

/** @param {number} seconds */
export function formatDuration(seconds) {
  if (seconds < 0.0995) return `${Math.max(0, Math.round(seconds * 1_000))} ms`;
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  for (const [unit, size] of /** @type {const} */ ([
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ])) {
    // 24 h is said of a day, 7 d of a week.
    if (seconds >= size * (unit === 'd' ? 2 : 1)) return `${Number((seconds / size).toFixed(1))} ${unit}`;
  }
  return `${Math.round(seconds)} s`;
}

/** @param {number} value */
export function formatCount(value) {
  return value.toLocaleString('en-US');
}

/** @param {number} value @param {string} noun */
export function plural(value, noun) {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
}

const ESCAPE = '\u001b';
const COLOR = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');

/** Columns a text takes, colours aside. @param {string} text */
function lengthOf(text) {
  return [...text.replace(COLOR, '')].length;
}

/** @param {string} text @param {number} width */
export function padEnd(text, width) {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)));
}

/** @param {string} text @param {number} width */
export function padStart(text, width) {
  return ' '.repeat(Math.max(0, width - lengthOf(text))) + text;
}

/** Cuts plain text that is too long. @param {string} text @param {number} width */
export function clip(text, width) {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/**
 * Breaks plain text into lines, at spaces where there are any.
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
export function wrap(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const joined = lines[last] === '' ? word : `${lines[last]} ${word}`;
    if (lengthOf(joined) <= width) lines[last] = joined;
    else if (lines[last] === '') lines[last] = word;
    else lines.push(word);
  }
  return lines.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? ['']);
}
