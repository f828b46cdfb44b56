import type { Count } from './report.js';

// More than all the storage of the world has bytes: it is no count.
const MOST_DIGITS = 24;

/** A whole number in digits, as it is written; `undefined` for anything else. */
export function countOf(digits: string | undefined): Count | undefined {
  if (digits === undefined || !/^\d+$/.test(digits)) return undefined;
  const plain = digits.replace(/^0+(?=\d)/, '');
  if (plain.length > MOST_DIGITS) return undefined;
  const number = Number(plain);
  return Number.isSafeInteger(number) ? number : plain;
}

/** A whole number whose digits are in groups, by whatever the locale has between them. */
export function groupedCount(text: string | undefined): Count | undefined {
  return text !== undefined && /^\d{1,3}(?:[.,'\u00a0\u202f ]?\d{3})*$/.test(text) ? countOf(text.replace(/\D/g, '')) : undefined;
}

/** The sum of two counts, exactly. */
export function addCounts(one: Count | undefined, other: Count | undefined): Count | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return countOf(String(BigInt(one) + BigInt(other)));
}

export function isZero(count: Count | undefined): boolean {
  return count === 0;
}

const POWERS = ['', 'k', 'm', 'g', 't', 'p', 'e'];

/**
 * Bytes of a size for people, such as `316.305 KiB` or `324.38 kB`, rounded to whole bytes.
 *
 * @param base - What `K` without an `i` stands for.
 */
export function sizeOf(text: string | undefined, base: 1000 | 1024 = 1000): Count | undefined {
  const match = /^(\d{1,18}(?:[.,]\d{1,9})?)\s?([kmgtpe]?)(i?)(?:b|bytes?)?$/i.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [, number = '', prefix = '', binary] = match;
  const factor = (binary ? 1024 : base) ** POWERS.indexOf(prefix.toLowerCase());
  const bytes = Math.round(Number(number.replace(',', '.')) * factor);
  return Number.isFinite(bytes) ? countOf(BigInt(bytes).toString()) : undefined;
}

/** Milliseconds of seconds in digits. */
export function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}(?:\.\d{1,20})?$/.test(text) ? Math.round(Number(text) * 1000) : undefined;
}

/** Milliseconds of a time such as `1:02:03` or `0:07`. */
export function clockOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,9}(?::\d{2}){1,2}$/.test(text)) return undefined;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}

/** Milliseconds of a duration of Go, such as `1h2m3.5s`, or `1d2h` as rclone has it. */
export function goDurationOf(text: string | undefined): number | undefined {
  const match = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6}(?:\.\d{1,9})?)s)?$/.exec(text ?? '');
  if (!match?.[0]) return undefined;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  return Math.round((((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}
