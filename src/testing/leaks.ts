import { BackupTelemetryError } from '../errors.js';
import { foldCase, formsOf, type Form } from './secret-forms.js';

/** Where a secret was found. The secret itself is not part of it: reports of tests are read by many. */
export interface Leak {
  /** Index of the secret in the list. */
  readonly secret: number;
  /** `plain`, `URL-encoded`, `base64`, `hex` or `JSON-escaped`. */
  readonly encoding: string;
  /** Such as `spans[0].attributes["db.query.text"]`. */
  readonly where: string;
}

// Shorter text is found by chance, in an id or in the letters of base64.
const LEAST_LENGTH = 6;

/** Searches everything that would be sent: keys and values, however deep. */
export function findLeaks(recorded: Readonly<Record<string, readonly unknown[]>>, secrets: readonly string[]): readonly Leak[] {
  if (!Array.isArray(secrets) || secrets.length === 0)
    throw new BackupTelemetryError('query_invalid', 'Expected a list of at least one secret: a search for nothing proves nothing.');
  const forms = secrets.map(checkedForms);
  if (Object.values(recorded).every((list) => list.length === 0))
    throw new BackupTelemetryError(
      'query_invalid',
      'Expected telemetry to search, got none: nothing was recorded, so this proves nothing.',
    );

  const leaks: Leak[] = [];
  const encodingIn = (text: string, of: readonly Form[]) => of.find(([, form]) => text.includes(form))?.[0];
  const search = (text: string, where: string) => {
    const lower = foldCase(text);
    for (const [secret, of] of forms.entries()) {
      const encoding = encodingIn(lower, of);
      if (encoding !== undefined) leaks.push({ secret, encoding, where });
    }
  };
  const isSecret = (text: string) => forms.some((of) => encodingIn(foldCase(text), of) !== undefined);

  const visit = (value: unknown, where: string): void => {
    if (value instanceof Uint8Array) search(Buffer.from(value).toString(), where);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${where}[${String(index)}]`);
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) visitField(key, item, where);
    else if (typeof value === 'string') search(value, where);
    else if (typeof value === 'number' || typeof value === 'bigint') search(value.toString(), where);
  };
  const visitField = (key: string, value: unknown, where: string): void => {
    const path = `${where}${fieldPath(isSecret(key) ? '…' : key)}`;
    search(key, `the name of ${path}`);
    visit(value, path);
  };

  for (const [signal, list] of Object.entries(recorded)) visit(list, signal);
  return leaks;
}

function checkedForms(secret: unknown, index: number): readonly Form[] {
  const length = typeof secret === 'string' ? secret.length : 0;
  if (typeof secret === 'string' && length >= LEAST_LENGTH) return formsOf(secret);
  const came = typeof secret === 'string' ? `${length} at index ${index}` : `${typeof secret} at index ${index}`;
  const expected = `Expected secrets of at least ${LEAST_LENGTH} characters, got ${came}`;
  throw new BackupTelemetryError('query_invalid', `${expected}: shorter text is found by chance.`);
}

function fieldPath(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
