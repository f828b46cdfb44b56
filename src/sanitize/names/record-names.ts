import { SAID_OF } from '../data/secret-words.js';
import { NOT_SECRET, SECRET, secretName } from './secret-names.js';

const NAME_KEY = /^(?:[kn]|id|var|property|param|parameter|setting|attribute|what)$|(?:name|key|field|header|label|option|variable)$/i;
/** What names the one other member of its record, whatever that is called. An id or a field has things said of it. */
const NAME_OF_ONE = /^(?:[kn]|name|key|var|variable|property|param|parameter|setting|attribute|option|label|what)$/i;
const VALUE_KEY = /^(?:v|text|plain|raw|old|new|input|given|received|actual)$|(?:val|values?|contents?|data|default|current|string)$/i;
const ONE_WORD = /^[\p{L}\p{N}_$.-]{2,64}$/u;
/** `DB password:`, as labels are written. */
const FEW_WORDS = /^[\p{L}\p{N}_$.-]{1,64}(?: [\p{L}\p{N}_$.-]{1,64}){0,3} ?:?$/u;

/** Whether a text may be a name rather than a sentence that holds one. */
export const isNameText = (text: string): boolean => text.length <= 128 && FEW_WORDS.test(text);

/** Whether a member is called a value. */
export const isValueKey = (key: string): boolean => VALUE_KEY.test(key);

/** Whether a member says something of the one beside it. */
export const isSaidOf = (key: string): boolean => SAID_OF.has(key.toLowerCase());

/** A member of a record that may hold what another one names. */
export interface Member {
  readonly key: string;
  /** A number or a boolean: what is counted or said of the other member far more often than a secret. */
  readonly scalar: boolean;
  /** The record has one more member and no third. */
  readonly ofTwo: boolean;
}

/**
 * Whether `member` belongs to the name that the text of the member `nameKey` is. A value belongs to every name beside it, and
 * to whatever text beside it is the name of a secret; what is called neither name nor value belongs to a secret's name alone.
 */
export function isNamedBy(nameKey: string, name: string, { key, scalar, ofTwo }: Member): boolean {
  const isValue = isValueKey(key);
  if (isValue && NAME_KEY.test(nameKey)) return true;
  const mayName = isValue ? ONE_WORD.test(name) : ofTwo && !scalar && NAME_OF_ONE.test(nameKey) && isNameText(name);
  return mayName && secretName(name) === SECRET && !isSaidOf(key) && secretName(`${name}.${key}`) !== NOT_SECRET;
}
