import { NAME_KEYS as OWN_NAME_KEYS } from './generated/keys.js';
import { sha256 } from './sha256.js';

/** Tells the processes of a service apart. OpenTelemetry's. */
export const INSTANCE_KEY = 'service.instance.id';

// What a name is, for the package, the sanitizer and the collector alike. The expressions are read by JavaScript (flag `u`)
// and by RE2, so they have no lookaround and no back reference.

/** Attributes that tell two things apart. Their values are judged by {@link isName} alone: a mask would make one of two. */
export const NAME_KEYS: readonly string[] = /* @__PURE__ */ OWN_NAME_KEYS.concat(INSTANCE_KEY);

/** Letters and digits of any script, and few marks. No path, address, URL or line has this form. */
export const NAME_FORM = '^[\\p{L}\\p{N}][\\p{L}\\p{N} ._:-]*$';

/** Of that form, and too long. Apart, because a bound on classes of letters takes megabytes to compile. */
export const LONG_NAME = '.{129}';

/** Most names are words of small letters: no doubt touches them, and to see that costs a tenth. */
export const PLAIN_NAME = '^[a-z]{1,19}(?:[._-][a-z]{1,19}){0,5}$';

/** Names besides that form: those of npm packages, as services have them, and our own replacements. */
export const OTHER_NAME = '^(?:@[a-z0-9][a-z0-9._-]{0,39}/[a-z0-9][a-z0-9._-]{0,79}|unnamed(?:-[0-9a-f]{16})?)$';

/** What an instance id is meant to be. Under other keys it may be the key of an API. */
export const UUID = '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

const run = (least: number, among = 'A-Za-z0-9'): string => `[${among}]{${least},}`;

// Of what issuers put before their keys: marks that nothing else has, and short words that others have too.
const MARKS = [
  'gh[opsur]_|github_pat_|xox[a-z]-|xapp-|A3-|AIza|ya29[.]|GOCSPX-|SG[.]|sq0[a-z]{3}-|hv[bs][.]|EAA[A-Z]|eyJ|[0-9]{8,10}:AA',
  'gl(?:pat|dt|rt|cbt|ptt|ft|ffct|soat|imt|agent|oas)-|(?:sk|pk|rk|rzp)[-_](?:live|test|proj|ant|or|svcacct)[-_]|A(?:KIA|SIA|GPA|IDA|ROA|IPA|NPA|NVA|3T)[-A-Z0-9]',
].join('|');
const SHORT_WORDS =
  'sk|key|re|pat|pul|lin|rnd|tskey|dnkey|napi|nfp|figd|sqp|squ|sqa|hf|npm|dp|do[opr]|shp[a-z]{2}|phc|phx|r8|gsk|xai|pplx|whsec|sm_[a-z]{3}';

/** Marks of what is no name wherever they stand. */
const DOUBTFUL = [
  // Spaces that nobody sees, flags, "name: value", and rows of host, port, database, user, password.
  '  | $|--| -[^ ]|: |:[0-9]{2,5}:[^:]*:[^:]*:',
  `(?:^|[^A-Za-z0-9])(?:(?:${MARKS})[A-Za-z0-9_.-]{10,}|(?:${SHORT_WORDS})[-_.](?:${run(20)}|[A-Za-z0-9_.-]*[0-9A-Z]${run(8)}))`,
  // Numbers of cards and accounts, and ids that are drawn at random.
  '[0-9]{13,}|[0-9]{4}(?:[ -][0-9]{4}){3}|[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}',
  `${run(40)}|${run(20, 'A-Z0-9')}`,
];

/** Each holds where all of its expressions match: then the name may be a secret. */
export const DOUBTFUL_NAMES: readonly (readonly string[])[] = [
  [DOUBTFUL.join('|')],
  // The name of a secret with its value behind it, in any case.
  ['(?i)(?:passw(?:or)?d|passphrase|pwd|secret|token|api[ _.-]?key|credentials?) ?:|(?:password|passphrase|bearer) '],
  // What is random as only keys are: letters, capitals and digits in turn.
  [run(24), '[0-9][A-Za-z]'],
  [run(12), '[0-9][A-Za-z]+[0-9]+[A-Za-z]+[0-9]|[a-z][A-Z]{1,2}[a-z]{1,2}[A-Z]'],
  [run(12), '[A-Za-z][0-9]+[A-Za-z]+[0-9]+[A-Za-z]', '[A-Z]', '[a-z]'],
  // In a sentence, addresses and what is half as random.
  [' ', '[0-9]{1,3}(?:[.][0-9]{1,3}){3}|[0-9a-f]{1,4}:[0-9a-f:]*:'],
  [' |[^\\x00-\\x7f]', run(10), '[a-z][A-Z]{1,3}[a-z]{0,3}[A-Z0-9]|[0-9][A-Za-z]+[0-9]'],
  [run(32, 'A-Za-z0-9_-'), '[A-Za-z][0-9]+[A-Za-z]', '[A-Z]', '[a-z]'],
];

const test = (expression: string): ((value: string) => boolean) => {
  // JavaScript has the flag of RE2 outside of the expression.
  const bare = expression.replace('(?i)', '');
  const pattern = new RegExp(bare, bare === expression ? 'u' : 'iu');
  return (value) => pattern.test(value);
};
const isPlain = test(PLAIN_NAME);
const isOther = test(OTHER_NAME);
// Bundles that judge no instance id leave it out.
const isUuid = /* @__PURE__ */ test(UUID);
const hasForm = test(NAME_FORM);
const isLong = test(LONG_NAME);
const doubts = DOUBTFUL_NAMES.map((all) => all.map(test));

/** Whether a text may leave as a name. A path, an address, a URL or what looks like a secret may not. */
export function isName(text: string): boolean {
  if (isPlain(text) || isOther(text)) return true;
  return hasForm(text) && !isLong(text) && !doubts.some((all) => all.every((matches) => matches(text)));
}

/** More of a text is not hashed: a mistake of many megabytes must not hold a backup up. */
const MOST = 65_536;

/** What a text that is no name is replaced by: the same for the same text and another for another, wherever it is replaced. */
export function unnamed(value: string): string {
  if (value === '') return 'unnamed';
  return `unnamed-${sha256(value.length > MOST ? `${value.slice(0, MOST)}${value.length}` : value).slice(0, 16)}`;
}

/** What stands for a value under a key of {@link NAME_KEYS}: itself where it is a name. */
export function nameFor(key: string, value: string): string {
  return isName(value) || (key === INSTANCE_KEY && isUuid(value)) ? value : unnamed(value);
}
