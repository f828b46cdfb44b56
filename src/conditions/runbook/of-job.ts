import { LABEL_BY_PART } from '../../identity.js';

/** What stands in a query for the labels of the alert that led to it: each part of an identity in capitals, such as `ENVIRONMENT`. */
const SELECTOR = Object.entries(LABEL_BY_PART)
  .map(([part, label]) => `${label}="${part.toUpperCase()}"`)
  .join(', ');

/** The series of the job that an alert is about: its name alone may be that of other services' jobs, too. @param matchers - What else they must have. */
export function ofJob(metric: string, matchers: readonly string[] = []): string {
  return `${metric}{${[...matchers, SELECTOR].join(', ')}}`;
}

/** Whether a query has places to fill in from an alert. */
export function isOfJob(query: string): boolean {
  return query.includes(SELECTOR);
}
