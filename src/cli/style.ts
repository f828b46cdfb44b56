import type { CliIo } from './io.js';

/** Ways to set off text on a terminal. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

/** Colours for a terminal, none for a pipe or with NO_COLOR (https://no-color.org: any value but the empty one). */
export function createStyle(io: Pick<CliIo, 'env' | 'isTTY'>): Style {
  const isColoured = () => io.isTTY && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb';
  const wrap = (on: number, off: number) => (text: string) => (isColoured() ? `\u001B[${on}m${text}\u001B[${off}m` : text);
  return { bold: wrap(1, 22), dim: wrap(2, 22), green: wrap(32, 39), yellow: wrap(33, 39) };
}
