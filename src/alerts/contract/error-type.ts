/** Longest class of an error that an alert carries, in characters. */
export const MOST_OF_ERROR_TYPE = 100;

const CLASS_OR_CODE = /^[\w$.:/-]+$/;

/** Whether a text is the class of an error or a code, such as `ECONNREFUSED`: a message has words, and may hold what must not leave. */
export function isErrorType(text: string | undefined): text is string {
  return text !== undefined && CLASS_OR_CODE.test(text);
}
