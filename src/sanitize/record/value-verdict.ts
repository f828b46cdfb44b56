import { isTrivialValue } from '../values/assigned-value.js';
import type { KeyVerdict } from './key-policy.js';
import { isDrawnHex, looksRandom } from '../values/randomness.js';

const MAX_DEPTH = 8;
const MAX_ITEMS = 100;
/** Words of state: what a field named `session` or `auth` holds beside a credential. */
const STATE =
  /^(?:basic|bearer|none|enabled|disabled|valid|invalid|expired|missing|required|optional|unknown|active|inactive|failed|success|error|open|closed|anonymous|default)$/i;

/** Whether anything in `value` is a secret where its key only may name one: the verdict of a key covers all beneath it. */
export function holdsSecret(value: unknown, key: string, verdict: KeyVerdict, depth = 0): boolean {
  if (typeof value === 'string') {
    if (looksRandom(value) || isDrawnHex(value)) return true;
    return verdict === 'doubt' && value.length >= 4 && !isTrivialValue(value) && !STATE.test(value) && !isCount(value);
  }
  // `tokens: 4096` is a count, `pin: 123456` is not.
  if (typeof value === 'number' || typeof value === 'bigint') return verdict === 'doubt' && value >= 1000 && !/s$/i.test(key);
  if (typeof value !== 'object' || value === null) return false;
  // Bytes under such a name are drawn more often than written.
  if (depth >= MAX_DEPTH || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return verdict === 'doubt';
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.length > MAX_ITEMS || items.some((item) => holdsSecret(item, key, verdict, depth + 1));
}

const isCount = (value: string): boolean => /^\d{1,3}$/.test(value);
