import { SCOPE_NAME } from '../../semconv.js';
import { isNameKey } from './identity-names.js';
import { BY_WEIGHT, createKeyPolicy, isAllowedValue, type KeyVerdict } from './key-policy.js';
import type { CompiledOptions } from '../options/options.js';
import { inNamedLists, joinedItems } from './named-items.js';
import { isNamedBy } from '../names/record-names.js';
import { REDACTED } from '../scan/rule.js';
import { withoutLiterals } from '../sql/without-literals.js';
import { holdsSecret } from './value-verdict.js';

/** What cleans texts, values and records. */
export interface CleanAttributes {
  readonly text: (value: string) => string;
  readonly value: (value: unknown) => unknown;
  readonly attributes: (record: Readonly<Record<string, unknown>>, scope?: string) => Record<string, unknown>;
}

const MAX_DEPTH = 8;
const MAX_ITEMS = 1000;
/** Of all levels together: a few objects that refer to each other can make a walk without end. */
const MAX_VALUES = 10_000;
const MAX_JOINED = 4096;
const METHOD = 'GET ';
const MAX_NAME = 128;
const MAX_MEMBERS = 16;

/** What cleans one text. */
export interface TextCleaner {
  /** Within the time of the record, and as one that may have been cut. */
  readonly scrub: (text: string) => string;
  /** At once, however long it takes: for keys, on which more than one record depends. */
  readonly remove: (text: string) => string;
  /** Without the piece at its end that a cut left. */
  readonly finish: (text: string) => string;
  /** Whether the time of the record is over. */
  readonly isOver: () => boolean;
}

/** Builds the walk over attribute records: keys by policy, values by the rules, nested values the same way, bounded. */
export function createAttributeCleaner(
  { allowed, removedKeys }: CompiledOptions,
  { scrub, remove, finish, isOver }: TextCleaner,
  count: (rule: string, times: number) => void,
  nameOf: (key: string, value: unknown) => string | readonly string[] | undefined,
): Omit<CleanAttributes, 'text'> {
  const { judge, judgeName } = createKeyPolicy(removedKeys, remove);
  let left = MAX_VALUES;
  // Each item is read in its own list and in the list around it.
  let leftToJoin = 2 * MAX_VALUES;

  const renew = (): void => {
    left = MAX_VALUES;
    leftToJoin = 2 * MAX_VALUES;
  };

  const clean = (value: unknown, depth: number): unknown => {
    if (--left < 0) return lost(value, count);
    if (typeof value === 'string') return scrub(value);
    if (typeof value === 'number') return isHarmlessNumber(value) ? value : numberOf(value, scrub);
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return scrub(String(value)) === String(value) ? value : REDACTED;
    if (typeof value !== 'object' || depth >= MAX_DEPTH) return lost(value, count);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return cleanBytes(value, scrub);
    if (Array.isArray(value)) return cleanList(value, depth);
    return cleanMap(value as Record<string, unknown>, depth + 1);
  };

  const cleanList = (list: readonly unknown[], depth: number): unknown[] => {
    const items = list.slice(0, MAX_ITEMS).map((item) => (typeof item === 'string' ? finish(item) : item));
    // A command line is one secret in several items: `['--password', 'x']`.
    const named = inNamedLists(items, judge);
    if (named === undefined && items.length > 1) {
      const joined = joinedItems(items, leftToJoin);
      leftToJoin -= joined?.length ?? 0;
      if (joined === undefined || isSpread(joined)) return [REDACTED];
    }
    const result: unknown[] = [];
    for (const [index, item] of items.entries()) {
      if (left <= 0 || (named !== undefined && isOver())) break;
      const name = named?.get(index);
      if (name === undefined) result.push(clean(item, depth + 1));
      else put(result, index, item, depth + 1, name);
    }
    return result;
  };

  /** In groups, so that no group is cut for its length; each begins with the last item of the one before. */
  const isSpread = (items: readonly string[]): boolean => {
    for (let from = 0; from < items.length - 1;) {
      let to = from;
      for (let size = 0; to < items.length && (to < from + 2 || size < MAX_JOINED); to++) size += items[to]!.length + 1;
      const group = items.slice(from, to);
      if (scrub(group.join(' ')) !== group.map((item) => scrub(item)).join(' ')) return true;
      from = to - 1;
    }
    return false;
  };

  const cleanMap = (map: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    const keys = Object.keys(map);
    for (const key of keys.slice(0, MAX_ITEMS)) {
      if (--left < 0) break;
      put(result, key, map[key], depth, ...nameOfMember(map, keys, key));
    }
    return result;
  };

  /** `{ name: 'DB_PASSWORD', value: 'x' }`: what a member is called by, itself or beside it, and the worst that any of these says. */
  const nameOfMember = (map: Readonly<Record<string, unknown>>, keys: readonly string[], key: string): [string, KeyVerdict] => {
    let worst: [string, KeyVerdict] = [key, judge(key)];
    const member = { key, scalar: /^(?:number|boolean|bigint)$/.test(typeof map[key]), ofTwo: keys.length === 2 };
    for (const other of keys.slice(0, MAX_MEMBERS)) {
      const name = other === key ? undefined : map[other];
      if (typeof name !== 'string' || name.length > MAX_NAME || !isNamedBy(other, name, member)) continue;
      const verdict = judgeName(name);
      if (BY_WEIGHT.indexOf(verdict) > BY_WEIGHT.indexOf(worst[1])) worst = [name, verdict];
    }
    return worst;
  };

  const put = <Key extends string | number>(
    result: Record<Key, unknown>,
    key: Key,
    value: unknown,
    depth: number,
    judged = String(key),
    verdict = judge(judged),
  ): void => {
    if (isOver()) {
      count('over-budget', 1);
      return;
    }
    if (verdict === 'scan') {
      result[key] = typeof value === 'string' ? scrub(value) : clean(value, depth);
    } else if (verdict === 'remove') {
      count('attribute-key', 1);
    } else if (verdict === 'query') {
      // A batch is a list of statements.
      const statement = (text: unknown): unknown => (typeof text === 'string' ? withoutLiterals(finish(text)) : text);
      const query = Array.isArray(value) ? value.slice(0, MAX_ITEMS).map(statement) : statement(value);
      result[key] = clean(query, depth);
    } else if (verdict === 'route') {
      // Behind a method the rules know a route from a path.
      result[key] = typeof value === 'string' && value.startsWith('/') ? scrub(METHOD + value).slice(METHOD.length) : clean(value, depth);
    } else if (typeof value === 'boolean' || value === undefined || value === null) {
      result[key] = value;
    } else if (verdict === 'redact' || holdsSecret(value, judged, verdict)) {
      if (value !== REDACTED) count('attribute-key', 1);
      result[key] = REDACTED;
    } else {
      result[key] = clean(value, depth);
    }
  };

  return {
    value(value) {
      renew();
      return clean(value, 0);
    },
    attributes(record, scope) {
      renew();
      const own = scope === SCOPE_NAME;
      const result: Record<string, unknown> = {};
      for (const key of Object.keys(record)) {
        const value = record[key];
        if (isNameKey(key) && (own || judge(key) !== 'remove')) {
          const name = nameOf(key, value);
          if (name !== undefined) result[key] = name;
          continue;
        }
        if (!own) {
          put(result, key, value, 0);
          continue;
        }
        const expected = allowed.get(key);
        if (expected !== undefined && isAllowedValue(value, expected)) result[key] = clean(value, 0);
        else count('attribute-not-allowed', 1);
      }
      return result;
    },
  };
}

const isHarmlessNumber = (value: number): boolean => !(value >= 1e12 && Number.isInteger(value));
const numberOf = (value: number, scrub: (text: string) => string): number | string =>
  scrub(String(value)) === String(value) ? value : REDACTED;

function cleanBytes(value: ArrayBufferView | ArrayBuffer, scrub: (text: string) => string): unknown {
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  // UTF-16 is ASCII with zeros between.
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '');
  return scrub(text) === text ? value : new Uint8Array(0);
}

function lost(value: unknown, count: (rule: string, times: number) => void): undefined {
  if (value !== undefined) count('unreadable-value', 1);
  return undefined;
}
