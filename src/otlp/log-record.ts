/** A log record of OTLP, whichever encoding it came in. */
export interface OtlpLogRecord {
  /** Milliseconds since the Unix epoch; 0 where it is not known. */
  readonly timestamp: number;
  /** When whoever collected it saw it; 0 where it is not known. */
  readonly observedTimestamp: number;
  readonly eventName: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 32 hexadecimal digits; empty where it is in no trace. */
  readonly traceId: string;
}

/** Log records of one resource. Records that could not be read are `undefined`. */
export interface OtlpResourceLogs {
  /** Nothing where it could not be read: whose the records are is not known. */
  readonly resource: Readonly<Record<string, unknown>> | undefined;
  readonly records: Iterable<OtlpLogRecord | undefined>;
}

/** Nanoseconds since the Unix epoch as milliseconds, as exact as a number is. */
export function millisecondsOf(nanoseconds: bigint): number {
  return Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
}
