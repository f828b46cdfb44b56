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
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
}

/** A log of one line for each message, whatever stands in it: `name: message`, or a JSON object with time, level, server, message and fields. */
export function createLog({ name, format, stdout, stderr, now = Date.now }: LogOptions): Log {
  return (level, message, fields = {}) => {
    const write = level === 'info' ? stdout : stderr;
    if (format === 'json') {
      write(`${JSON.stringify({ ...fields, timestamp: new Date(now()).toISOString(), level, server: name, message })}\n`);
    } else {
      write(`${name}: ${printable(message)}\n`);
    }
  };
}
