import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { BackupTelemetryError } from '../errors.js';

/** What the holder of a token may do. */
export const ROLES = ['read', 'ingest', 'simulate', 'acknowledge', 'scrape'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Who a token belongs to. */
export interface Caller {
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
}

/** Finds the holder of a token in constant time: it takes as long for every token, right or wrong. */
export type TokenCheck = (token: string) => Caller | undefined;

const FORM = 'a line such as "dashboard read,scrape TOKEN": a name, its roles and a token of at least 16 visible ASCII characters';
const NAME = /^[A-Za-z0-9][\w.@-]{0,63}$/;
const TOKEN = /^[\x21-\x7e]{16,512}$/;

/**
 * Reads tokens, one a line: name, roles, token. Two lines may share their name while one token replaces the other. Never shows a token.
 *
 * @throws BackupTelemetryError `configuration_invalid` for a line of another form, an unknown role, or one token on two lines
 */
export function createTokenCheck(lines: readonly string[]): TokenCheck {
  const tokens = lines.map(readLine);
  if (tokens.length === 0) throw invalid(FORM, 'none');
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length) throw invalid('each token on one line', 'one on several');
  // Compared are HMACs under a random key: of one length, and nothing about the token follows from how far two of them agree.
  const key = randomBytes(32);
  const macOf = (token: string) => createHmac('sha256', key).update(token).digest();
  const known = tokens.map(({ token, caller }) => ({ mac: macOf(token), caller }));
  return (token) => {
    const given = macOf(token);
    // All of them, also behind the one that fits.
    return known.filter(({ mac }) => timingSafeEqual(mac, given))[0]?.caller;
  };
}

function readLine(line: string, index: number): { readonly token: string; readonly caller: Caller } {
  const where = `${FORM} (line ${index + 1})`;
  const [name = '', list = '', token = '', ...more] = line.split(/\s+/);
  if (!NAME.test(name) || token === '' || more.length > 0) throw invalid(where, `${line.split(/\s+/).length} words`);
  const roles = list.split(',');
  if (!roles.every(isRole)) throw invalid(`${where}, with roles of ${ROLES.join(', ')}`, 'another');
  if (!TOKEN.test(token)) throw invalid(where, `a token of ${token.length} characters`);
  return { token, caller: { name, roles: new Set(roles) } };
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

function invalid(expected: string, got: string): BackupTelemetryError {
  return new BackupTelemetryError('configuration_invalid', `Expected ${expected}, got ${got}.`);
}
