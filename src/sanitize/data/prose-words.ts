import { words } from './words.js';

/** What is said of a secret behind its name and a colon, rather than the secret: `password: incorrect`. */
export const STATUS_WORDS: readonly string[] = words(`
  incorrect wrong invalid required missing expired empty not is was must unknown changed set unset accepted rejected ok failed
  mismatch authentication prompt correct verified for from in of and or has have does the a an no to by on file found loaded
  refreshed rotated with will should cannot could as at
`);

/** What stands between the name of a secret and its value: `the password is now x`. */
export const LINK_WORDS: ReadonlySet<string> = new Set(
  words(`
  is was are to as set value changed equals now of es ist lautet heißt wird est vaut è é är er on este je jest это
`),
);

/** What stands between the name of a secret and whose it is: `password for admin: x`. */
export const OWNER_WORDS: ReadonlySet<string> = new Set(words('for für von de pour per para voor dla för til для'));
