import { errorType } from '../../job/input/error-type.js';
import { orUndefined } from '../../untrusted/calls.js';
import type { AlertInput } from '../contract/alert-event.js';
import { cleanAttributes, cleanLine, cleanUrl } from '../contract/clean-text.js';
import { isErrorType, MOST_OF_ERROR_TYPE } from '../contract/error-type.js';
import { FACT_SCHEMAS, type AlertStatus } from '../contract/schema.js';
import { parseStatus } from '../contract/words.js';
import { unnamed } from '../../semconv/names.js';
import type { Report } from '../options/check.js';
import { createFields, textOf, type Fields } from './fields.js';
import { readIdentity } from './read-identity.js';
import { asMilliseconds, readTime } from './read-time.js';
import { readUrgency } from './read-urgency.js';

/**
 * An alert that fits the contract, without secrets in its texts, whatever was given: one about a failing backup must reach people. What can
 * not be read is the worse of what it may mean, a fact that does not fit is left out, and both are said.
 */
export function readAlert(given: unknown, { report, now }: { readonly report: Report; readonly now: () => number }): AlertInput {
  const fields = createFields(given, report);
  const at = now();
  const alert = readName(fields);
  const status = readStatus(fields);
  const startedAt = timeOf('startedAt', fields, at);
  const lastSuccessAt = timeOf('lastSuccessAt', fields, at);
  const endedAt = timeOf('endedAt', fields, at);
  return {
    alert,
    status,
    ...readUrgency(fields),
    identity: readIdentity(fields),
    episode: readEpisode(fields, lastSuccessAt ?? startedAt ?? new Date(at)),
    summary: readSummary(fields, `${alert} is ${status}`),
    description: fields.text('description', 4_000),
    ...readFacts(fields),
    lastSuccessAt,
    runbook: readRunbook(fields),
    runbookText: fields.text('runbookText', 2_000),
    attributes: readAttributes(fields),
    startedAt: startedAt ?? new Date(at),
    endedAt: endedAt ?? new Date(at),
  };
}

/** Two alerts without a name stay two by what they say. */
function readName(fields: Fields): string {
  const name = cleanLine(textOf(fields.value('alert')), 200);
  if (name !== undefined) return name;
  const instead = unnamed(textOf(fields.value('summary')) ?? '').replace('unnamed', 'UnnamedAlert');
  fields.say('alert', 'the name of an alert', `${instead} stands in for it`);
  return instead;
}

/** Only what surely says that it is over ends it. */
function readStatus(fields: Fields): AlertStatus {
  const given = fields.value('status') ?? 'firing';
  const status = parseStatus(given);
  if (status === undefined) fields.say('status', 'firing or resolved', 'it counts as firing');
  return status ?? 'firing';
}

function timeOf(name: 'startedAt' | 'endedAt' | 'lastSuccessAt', fields: Fields, now: number): Date | undefined {
  const given = fields.value(name);
  if (given === undefined || given === null) return undefined;
  const time = readTime(given, now);
  const outcome = name === 'lastSuccessAt' ? 'it is left out' : 'the time of the call stands in for it';
  if (time === undefined) fields.say(name, 'a valid Date that is not in the future', outcome);
  return time;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * A constant in place of what is none would make one failure of all, of which WS-155 is notified once: rather one too many. A time is the same
 * episode as a `Date`, in ISO 8601 and as a number.
 */
function readEpisode(fields: Fields, instead: Date): string | Date {
  const given = fields.value('episode');
  if (typeof given === 'number' || given instanceof Date) {
    const time = asMilliseconds(orUndefined(() => Number(given)) ?? NaN);
    if (given instanceof Date ? !Number.isNaN(time) : time >= 1e12 && time < 1e14) return new Date(time);
    // Some other fact, such as the number of a run.
    if (Number.isFinite(time)) return String(given);
  }
  const line = typeof given === 'string' ? cleanLine(given, 128) : undefined;
  // What a queue makes of a `Date`.
  if (line !== undefined && ISO_TIME.test(line) && !Number.isNaN(Date.parse(line))) return new Date(line);
  if (line !== undefined) return line;
  fields.say('episode', 'a text or a valid Date', 'the last success or the start stands in for it');
  return instead;
}

function readSummary(fields: Fields, instead: string): string {
  const summary = fields.text('summary', 500);
  // One that is no text was said already.
  if (summary === undefined && textOf(fields.value('summary') ?? '') !== undefined) {
    fields.say('summary', 'one line for the head of a message', 'the name of the alert stands in for it');
  }
  return summary ?? instead;
}

const NUMBERS = ['exitCode', 'sizeBefore', 'sizeNow', 'attempt', 'attempts', 'traceId'] as const;

function readFacts(fields: Fields): Partial<AlertInput> {
  const facts = [
    ['errorType', readErrorType(fields)] as const,
    ['phase', fields.text('phase', 256)] as const,
    ...NUMBERS.map((name) => [name, fields.value(name)] as const),
  ];
  return Object.fromEntries(
    facts.filter(([name, value]) => {
      if (value === undefined || FACT_SCHEMAS[name].safeParse(value).success) return value !== undefined;
      fields.say(name, 'what the contract says', 'it is left out');
      return false;
    }),
  );
}

/** The class of an error, or a code: a message may hold what must not leave. */
function readErrorType(fields: Fields): string | undefined {
  const given = fields.value('errorType');
  if (orUndefined(() => given instanceof Error)) return errorType(given);
  const text = fields.text('errorType', MOST_OF_ERROR_TYPE);
  if (text === undefined || isErrorType(text)) return text;
  fields.say('errorType', 'a class or a code such as "ECONNREFUSED", never a message', 'it is left out');
  return undefined;
}

function readRunbook(fields: Fields): string | undefined {
  const given = fields.value('runbook');
  if (given === undefined || given === null) return undefined;
  const url = cleanUrl(given instanceof URL ? given.href : textOf(given), 2_000);
  if (url === undefined) fields.say('runbook', 'an http or https URL', 'it is left out');
  return url;
}

// A receiver refuses for good what is too large.
const MOST_ATTRIBUTES = 32;

function readAttributes(fields: Fields): AlertInput['attributes'] {
  const given = fields.value('attributes');
  if (given === undefined || given === null) return undefined;
  const entries = typeof given === 'object' ? entriesOf(given as Readonly<Record<string, unknown>>) : [];
  const texts = entries.flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.map((item) => textOf(item) ?? '').join(',') : textOf(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  const few = texts.slice(0, MOST_ATTRIBUTES);
  if (typeof given !== 'object' || few.length < entries.length) {
    fields.say('attributes', `an object of at most ${MOST_ATTRIBUTES} texts`, 'the others are left out');
  }
  return few.length === 0 ? undefined : cleanAttributes(Object.fromEntries(few));
}

function entriesOf(given: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const names = orUndefined(() => Object.keys(given)) ?? [];
  return names.map((name) => [name, orUndefined(() => given[name])]);
}
