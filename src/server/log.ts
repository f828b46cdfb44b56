import { boundLines, type Backlog } from './backlog.js';
import { printable } from '../untrusted/printable.js';

/** How bad it is. `info` goes to stdout, the others to stderr. */
export type LogLevel = 'info' | 'warn' | 'error';

/** Facts beside a message, for machines. None of them may be secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one line. */
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

/** How a line looks: `text` for people, `json` for what collects logs. */
export const LOG_FORMATS = ['text', 'json'] as const;

export interface LogOptions {
  /** Of the server; it begins each line. */
  readonly name: string;
  readonly format: (typeof LOG_FORMATS)[number];
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** What waits for their readers, which is bounded then. */
  readonly backlog?: { readonly stdout: Backlog; readonly stderr: Backlog } | undefined;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
}

/** A log of one line for each message, whatever stands in it: `name: message`, or a JSON object with time, level, server, message and fields. */
export function createLog({ name, format, stdout, stderr, backlog, now = Date.now }: LogOptions): Log {
  const line = (level: LogLevel, message: string, fields: LogFields) =>
    format === 'json'
      ? `${JSON.stringify({ ...fields, timestamp: new Date(now()).toISOString(), level, server: name, message })}\n`
      : `${name}: ${printable(message)}\n`;
  const leftOut = (lines: number) => line('warn', `left out ${lines} lines of this log, which nobody read`, { lines });
  const out = boundLines(stdout, backlog?.stdout, leftOut);
  const err = boundLines(stderr, backlog?.stderr, leftOut);
  return (level, message, fields = {}) => (level === 'info' ? out : err)(line(level, message, fields));
}
