import * as api from '@opentelemetry/api';
import { SCOPE_NAME } from '../semconv.js';
import { attempt } from './attempt.js';

/** Kinds of wrong use that are repaired or dropped while a backup runs. Values of the attribute `backup.telemetry.mistake`. */
export type Mistake =
  | 'options_invalid'
  | 'report_invalid'
  | 'progress_invalid'
  | 'phase_invalid'
  | 'record_invalid'
  | 'used_after_end'
  | 'ended_twice'
  | 'listener_failed'
  | 'sdk_failed'
  | 'flush_missed'
  | 'too_many_series';

/** Says a mistake once for each place in the caller's code, and counts it every time. `at` is the public function the caller called. */
export type ReportMistake = (mistake: Mistake, message: string, at?: CallSite) => void;

/** Any function: only its identity matters, as the frame below which the stack belongs to the caller. */
export type CallSite = (...args: never[]) => unknown;

const MOST_SITES_REMEMBERED = 1_000;

export function createMistakeReporter(count: (mistake: Mistake) => void): ReportMistake {
  const said = new Set<string>();

  function say(mistake: Mistake, message: string, at: CallSite | undefined): void {
    const site = callSite(at);
    // What came may be different each time, the mistake is the same.
    const key = `${mistake} ${site} ${message.split(', got ', 1).join('')}`;
    if (said.has(key) || said.size >= MOST_SITES_REMEMBERED) return;
    said.add(key);
    api.diag.warn(SCOPE_NAME, site ? `${message} (at ${site})` : message);
  }

  return function reportMistake(mistake, message, at) {
    // A host's meter or diag logger may throw; neither keeps the other from being told, nor reaches the backup.
    attempt(() => count(mistake));
    attempt(() => say(mistake, message, at));
  };
}

/** `file.js:12:5` of the caller, without its folder; empty where the engine has no structured stacks. */
function callSite(at: CallSite | undefined): string {
  if (at === undefined || typeof Error.captureStackTrace !== 'function') return '';
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, at);
  const frame = holder.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return /([^/\\(\s]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1] ?? '';
}
