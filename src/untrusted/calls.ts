/** What `call` returns; `undefined` where it throws. For looking at what a caller gave, which may be anything. */
export function orUndefined<T>(call: () => T): T | undefined {
  try {
    return quiet(call());
  } catch {
    return undefined;
  }
}

/** Whether a value is a text of a form. A pattern alone would take what can be written out for a text. */
export function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

/** The name of what a value is in the language, such as `[object Map]`. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

/** A value of the host's. Where it is a promise, its rejection must not end the process: `failed` hears of it. */
export function quiet<T>(value: T, failed: () => void = () => undefined): T {
  if (typeof value === 'object' && value !== null) {
    try {
      // It may be a promise of another library.
      if (typeof (value as { then?: unknown }).then === 'function') Promise.resolve(value).catch(failed);
    } catch {
      failed();
    }
  }
  return value;
}
