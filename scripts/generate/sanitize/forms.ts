// How a text looks that may pass, and how one looks that may be a secret. Regular expressions of RE2, which has no lookahead.

/** Longer texts are not looked at, they are masked: a search through megabytes takes seconds. */
export const MAX_LENGTH = 200;

const NO_NAME = [
  // Letters and digits of any script and the marks of names, routes and plain sentences. No "=", "@", "?", "&", "%", quote or line break.
  "[^\\p{L}\\p{N} ._:/{}*,'-]",
  `.{${MAX_LENGTH + 1}}`,
];

/** Addresses, commands, and what is random as only keys are. */
const SECRET = [
  // Addresses, flags of commands, "name: value", and rows of "a:b:c:d".
  '//|--| -|: |:.*:.*:',
  '[0-9]{1,3}(?:[.][0-9]{1,3}){3}',
  '[0-9a-f]{8}-[0-9a-f]{4}-',
  '[0-9]{13,}|[A-Z0-9]{16,}|[A-Za-z]{40,}',
  // Digits amid letters, often or far from the edges.
  '[A-Za-z0-9]*[0-9][A-Za-z0-9]{7,}[A-Za-z]',
  '[A-Za-z][A-Za-z0-9]{7,}[0-9]+[A-Za-z0-9]',
  '[0-9][A-Za-z]+[0-9]+[A-Za-z]+[0-9]',
  '[a-zA-Z]{2,8}[-_](?:[A-Za-z0-9_-]*[a-z][0-9]|[A-Za-z0-9_-]*[A-Z][0-9])[A-Za-z0-9]*[A-Z]',
  // Capitals in places where no word has them.
  '[A-Z][a-z][A-Z][a-z]?[A-Z]',
  // Marks that issuers put before their keys, and words that announce one.
  '(?:xox[a-z]|gl[a-z]{2,5}|sq0[a-z]{3}|(?:[rsp]k|rzp)_(?:live|test)|sm_[a-z]{3}|GOCSPX|A3|AKIA|ASIA)[-_]',
  '(?i:passw|passphrase|pwd|secret|token|api[ _.-]?key|credential)[a-z]*[ :/]',
];

/** Matches somewhere in a text that must not pass. */
export const UNSAFE = `(?s:${[...NO_NAME, ...SECRET].join('|')})`;

/** Words of small letters: the most of what comes. Nothing of it is unsafe, and to see that costs a tenth. */
export const PLAIN = '^[a-z]{1,30}(?:[ ._/-][a-z]{1,30}){0,8}$';

/** A name of an npm package may stand where a scope has its name. */
export const PACKAGE_NAME = '^@[a-z0-9-]{1,40}/[a-z0-9._-]{1,80}$';

export const SCHEMA_URL = '^https://opentelemetry[.]io/schemas/[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Texts that look random because they are. Nothing but this form passes under their keys. */
export const EXACT_FORMS = {
  'backup.run.id': `^${UUID}$`,
  'backup.proved.run.id': `^${UUID}$`,
  'backup.proved.trace.id': '^[0-9a-f]{32}$',
  'backup.event.id': `^${UUID}(?:-[0-9]{1,10})?$`,
  'backup.artifact.checksum.value': '^(?:[0-9a-fA-F]{8,128}|[A-Za-z0-9+/]{6,86}={1,2})$',
};

/** A list of names, as the collector writes it: JSON. An empty name says that there is none. */
export const NAME_LIST = '^\\[(?:"[\\p{L}\\p{N} ._:-]{0,128}"(?:,"[\\p{L}\\p{N} ._:-]{0,128}")*)?\\]$';
