import { countOf } from '../amounts.js';
import type { Count } from '../report.js';
import type { JsonRecord } from './json-reader.js';

export function textOf(record: JsonRecord, path: string): string | undefined {
  const scalar = record.get(path);
  return scalar?.kind === 'string' ? scalar.text : undefined;
}

/** A whole number, also one that is written as `3.0` or in quotes. */
export function wholeOf(record: JsonRecord, path: string): Count | undefined {
  const scalar = record.get(path);
  if (!scalar || scalar.kind === 'literal') return undefined;
  const whole = countOf(scalar.text);
  if (whole !== undefined || scalar.kind === 'string') return whole;
  const number = Number(scalar.text);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

export function numberOf(record: JsonRecord, path: string): number | undefined {
  const scalar = record.get(path);
  const number = scalar?.kind === 'number' ? Number(scalar.text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Milliseconds of a number of seconds. */
export function durationOf(record: JsonRecord, path: string): number | undefined {
  const seconds = numberOf(record, path);
  return seconds !== undefined && seconds >= 0 && seconds < 1e10 ? Math.round(seconds * 1000) : undefined;
}

export function isTrue(record: JsonRecord, path: string): boolean {
  return record.get(path)?.text === 'true' && record.get(path)?.kind === 'literal';
}
