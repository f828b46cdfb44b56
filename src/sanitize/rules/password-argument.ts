import type { Rule } from '../rule.js';

// Each starts behind the trigger; its group is the secret.
const BEHIND: Readonly<Record<string, RegExp>> = {
  // b2: the id of a key, then the key.
  'authorize-account ': /[^\s-]\S{0,200}[ \t]{1,8}(\S{1,200})/y,
  'account authorize ': /[^\s-]\S{0,200}[ \t]{1,8}(\S{1,200})/y,
  'rclone obscure ': /([^\s-]\S{0,200})/y,
  'htpasswd ': /-[A-Za-z]{0,6}b[A-Za-z]{0,6}[ \t]{1,8}(?:-\S{1,8}[ \t]{1,8}){0,2}\S{1,200}[ \t]{1,8}\S{1,100}[ \t]{1,8}(\S{1,200})/y,
  'net use ': /(?:[A-Za-z]:[ \t]{1,8})?\\{2}\S{1,200}[ \t]{1,8}([^\s/*]\S{0,200})/y,
};
const PIPED = /\b(?:echo|printf)[ \t]{1,8}(?:-n[ \t]{1,8})?("[^"]{1,128}"|'[^']{1,128}'|[^\s|]{1,128})[ \t]{0,8}\|[^|\n]{0,100}$/;

/** Passwords that stand at a certain place of a command, and those that are piped into one. */
export const passwordArgumentRule: Rule = {
  name: 'password-argument',
  triggers: [...Object.keys(BEHIND), '--password-stdin', '--pass-stdin', '--passphrase-fd 0'],
  find(text, from, to, findings) {
    const behind = BEHIND[text.slice(from, to).toLowerCase()];
    if (behind === undefined) {
      const floor = Math.max(0, from - 256);
      const piped = PIPED.exec(text.slice(floor, from));
      if (piped !== null) {
        const start = floor + piped.index + piped[0].indexOf(piped[1]!);
        findings.redact(start, start + piped[1]!.length, to);
      }
      return;
    }
    behind.lastIndex = to;
    const secret = behind.exec(text)?.[1];
    if (secret !== undefined) findings.redact(behind.lastIndex - secret.length, behind.lastIndex);
  },
};
