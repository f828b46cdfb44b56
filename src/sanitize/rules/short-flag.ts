import { isAt, skip, SPACE } from '../chars.js';
import type { Rule } from '../rule.js';

const SHELLS_WITH_SPACED_P =
  /\b(?:sshpass|mongo(?:dump|restore|export|import|sh)?|ldap\w+|kinit|htpasswd|login|redis-cli|zip|unzip|rar|7za?|influxd?|sqlcmd|bcp|isql|smbclient|svn|vncpasswd)\b/;
const GLUED_P = /\b(?:mysql\w*|mariadb\S*|7z[ar]?|rar|unrar|xtrabackup|mydumper|myloader|sshpass|mysqlpump|innobackupex|percona\S*)\b/;
const CLUSTER = /^[A-Za-z]{1,5}$|^[a-z]+(?:-[a-z]+)*$/;

/** `-pSECRET`, `sshpass -p x`, `curl -u user:x`, `redis-cli -a x`, `-pass pass:x`. Ports and groups of short flags stay. */
export const shortFlagRule: Rule = {
  name: 'password-flag',
  triggers: ['-p', '-u ', '-u', '-a ', '-w ', '-k ', '--user ', '--user=', '--proxy-user ', '-pass '],
  find(text, from, to, findings) {
    if (from > 0 && !/[\s"'`([,]/.test(text[from - 1]!)) return;
    const glued = text[to - 1] !== ' ' && text[to - 1] !== '=' && !isAt(text, to, SPACE);
    let start = glued ? to : skip(text, isAt(text, to - 1, SPACE) ? to : text[to - 1] === '=' ? to : to + 1, SPACE, to + 8);
    if (!glued && /^["'],$/.test(text.slice(to, to + 2))) start = skip(text, to + 2, SPACE, to + 8);
    const quote = /["'`]/.test(text.charAt(start)) ? text[start]! : '';
    const limit = Math.min(text.length, start + 128);
    let end = start + quote.length;
    while (end < limit && (quote === '' ? !isAt(text, end, SPACE) : text[end] !== quote)) end++;
    const value = text.slice(start + quote.length, end).replace(/["'`,)\]]+$/, '');
    if (value === '' || value.startsWith('<') || value.startsWith('[')) return;
    // `  -pbkdf2      Use ...`: a line of help.
    if (glued && /^[ \t]{2,}[A-Z]/.test(text.slice(end, end + 40)) && isAt(text, from - 1, SPACE)) return;
    // The case tells flags apart: `-P` of zip is a password, of ssh and mysql a port.
    const flag = text.slice(from, to).trim();
    const before = text.slice(Math.max(0, from - 160), from);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (isPasswordFlag(flag, value, line, glued, quote !== '')) findings.redact(start + quote.length, start + quote.length + value.length);
    else if (glued && !/["'`]/.test(value)) findings.skipTo(end);
  },
};

function isPasswordFlag(flag: string, value: string, line: string, glued: boolean, quoted: boolean): boolean {
  if (flag.startsWith('-u') || flag.startsWith('--')) return !glued && /^[^\s:/]+:[^/\s]/.test(value) && !/^\d+:\d+$/.test(value);
  if (flag === '-a') return /\b(?:redis-cli|valkey-cli)\b/.test(line);
  if (flag === '-w') return /\b(?:ldap\w+|rclone|pg_\w+|cadaver)\b/.test(line) && !value.startsWith('-');
  if (flag === '-k') return /\bopenssl\b/.test(line);
  if (flag === '-pass' || /^ass(?:in|out)?$/.test(value)) return flag === '-pass' && !/^(?:file|env|fd|stdin):?/.test(value);
  if (flag === '-P') return /\b(?:zip|unzip|sqlcmd|bcp|isql)\b/.test(line) && (!glued || value.length >= 6);
  if (!glued) return (SHELLS_WITH_SPACED_P.test(line) && !/^\d+$|^-/.test(value)) || (quoted && GLUED_P.test(line));
  if (/^\d+(?:[:.,/-]\d+)*(?:\/(?:tcp|udp))?$/.test(value) || value.startsWith('-') || value.startsWith('/') || value.includes('='))
    return false;
  if (GLUED_P.test(line)) return true;
  if (CLUSTER.test(value) || (/^\d/.test(value) && value.includes(':'))) return /^[A-Z]{6,}$/.test(value);
  return (
    (/\d/.test(value) && /[a-z]/i.test(value)) ||
    /[!@#$%^&*?]/.test(value) ||
    (/[A-Z]/.test(value) && /[a-z]/.test(value) && value.length >= 6)
  );
}
