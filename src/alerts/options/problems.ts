import { orUndefined } from '../../untrusted/calls.js';
import { sentenceOf } from '../../untrusted/error-words.js';
import type { Report } from './check.js';

/** Says each sentence once, where options must not throw: in a script that is the backup. */
export function createReport(onProblem: unknown): Report {
  const said = new Set<string>();
  const listener = typeof onProblem === 'function' ? (onProblem as (sentence: string) => unknown) : warn;
  return (sentence) => {
    if (said.has(sentence)) return;
    said.add(sentence);
    // Whoever listens decides nothing.
    orUndefined(() => listener(sentence));
  };
}

function warn(sentence: string): void {
  globalThis.console.warn(`@wedsync/backup-telemetry: ${sentence}`);
}

/** What came of it, or again, at each call, what went wrong with it; that is said now. */
export function readOrSay<T>(make: () => T, report: Report): () => T {
  try {
    const made = make();
    return () => made;
  } catch (error) {
    report(sentenceOf(error));
    return () => {
      throw error;
    };
  }
}

/** Reads a value, and another where that fails. */
export function sayAndGoOn<T>(read: () => T, instead: () => T, report: Report): () => T {
  return () => {
    try {
      return read();
    } catch (error) {
      report(sentenceOf(error));
      return instead();
    }
  };
}
