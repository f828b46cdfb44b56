import { defaultCore } from '../../job/default.js';
import { siteOf, problemWatchers, type CallSite } from '../../job/problems.js';
import type { ProblemKind } from '../../semconv.js';
import { ATTR_BACKUP_TELEMETRY_PROBLEM, METRIC_BACKUP_TELEMETRY_PROBLEMS } from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';
import { log } from './log.js';

/** What was found wrong so far, while telemetry is set up. */
let found: string[] | undefined;

/** Says what is wrong in the set-up of telemetry, at once: nothing may come of it that could count it. */
export function sayMistake(message: string, level: 'error' | 'warn' = 'warn'): void {
  log(level, message);
  found?.push(message);
}

/**
 * Sets telemetry up, which is synchronous, and makes each mistake in it a problem then: before, there is no meter to count it with.
 *
 * @throws what strict testing helpers throw
 */
export function reportMistakes<T>(at: CallSite, setUp: () => T): T {
  const site = siteOf(at);
  const mistakes: string[] = [];
  found = mistakes;
  let result: T;
  try {
    result = setUp();
  } finally {
    found = undefined;
  }
  for (const message of mistakes) report(message, site);
  return result;
}

/** As the instance of the process does, apart from saying it again. */
function report(message: string, site: string): void {
  const kind: ProblemKind = 'configuration_invalid';
  orUndefined(() => defaultCore.providers.instruments()(METRIC_BACKUP_TELEMETRY_PROBLEMS, 1, { [ATTR_BACKUP_TELEMETRY_PROBLEM]: kind }));
  for (const watcher of problemWatchers) watcher({ kind, message: site ? `${message} (at ${site})` : message, subject: undefined });
}
