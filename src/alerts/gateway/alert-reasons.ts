import { ATTR_BACKUP_PHASE_NAME, ATTR_ERROR_TYPE } from '../../semconv.js';
import type { AlertInput } from '../contract/alert-event.js';
import { isErrorType, MOST_OF_ERROR_TYPE } from '../contract/error-type.js';
import { FACT_SCHEMAS } from '../contract/schema.js';
import { readLabel, type Texts } from './labels.js';

type Reasons = Pick<AlertInput, 'errorType' | 'phase' | 'exitCode' | 'lastSuccessAt' | 'sizeBefore' | 'sizeNow' | 'attempt' | 'attempts'>;

// How far the clock of whoever measured may be ahead.
const FUTURE_MS = 300_000;

/**
 * Why it happened, from the annotations that the shipped rules set. They are texts of somebody else's: what does not fit is left out, and
 * so is a time from the future.
 */
export function readReasons(
  annotations: Texts,
  labels: Texts,
  { clean, now }: { readonly clean: (text: string, max: number) => string | undefined; readonly now: () => number },
): Reasons {
  const number = (name: 'exitCode' | 'sizeBefore' | 'sizeNow' | 'attempt' | 'attempts', annotation: string) => {
    const value = readNumber(annotations[annotation]);
    return value !== undefined && FACT_SCHEMAS[name].safeParse(value).success ? value : undefined;
  };
  const text = (name: 'errorType' | 'phase', given: string | undefined, max: number) => {
    const value = given === undefined || given === '' ? undefined : clean(given, max);
    return FACT_SCHEMAS[name].safeParse(value).success ? value : undefined;
  };
  const lastSuccess = readNumber(annotations['last_success']) ?? 0;
  const believed = lastSuccess > 0 && lastSuccess * 1_000 <= now() + FUTURE_MS;
  const errorType = text('errorType', annotations['error_type'] || readLabel(labels, ATTR_ERROR_TYPE), MOST_OF_ERROR_TYPE);
  return {
    errorType: isErrorType(errorType) ? errorType : undefined,
    phase: text('phase', annotations['phase'] || readLabel(labels, ATTR_BACKUP_PHASE_NAME), 256),
    exitCode: number('exitCode', 'exit_code'),
    lastSuccessAt: believed ? new Date(lastSuccess * 1_000) : undefined,
    sizeBefore: number('sizeBefore', 'size_before'),
    sizeNow: number('sizeNow', 'size_now'),
    attempt: number('attempt', 'attempt'),
    attempts: number('attempts', 'attempts'),
  };
}

/** A number as rules write one: `1073741824` and `1.073741824e+09` alike. An empty text is none, and not 0. */
function readNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?$/.test(text)) return undefined;
  return Number(text);
}
