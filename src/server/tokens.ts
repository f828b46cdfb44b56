import { createTokenCheck, ROLES, type KnownToken, type Role, type TokenCheck } from '../http/tokens.js';
import { invalid } from '../untrusted/invalid.js';

const FORM = 'a line such as "dashboard read,scrape TOKEN": a name, its roles and a token of at least 16 visible ASCII characters';
const NAME = /^[A-Za-z0-9][\w.@-]{0,63}$/;
const TOKEN = /^[\x21-\x7e]{16,512}$/;

/**
 * Reads tokens, one a line: name, roles, token. Two lines may share their name while one token replaces the other. Never shows a token.
 *
 * @throws BackupTelemetryError `configuration_invalid` for a line of another form, an unknown role, or one token on two lines
 */
export async function readTokens(lines: readonly string[]): Promise<TokenCheck> {
  const tokens = lines.map(readLine);
  if (tokens.length === 0) throw invalid(FORM, 'none');
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length) throw invalid('each token on one line', 'one on several');
  return createTokenCheck(tokens);
}

function readLine(line: string, index: number): KnownToken {
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
