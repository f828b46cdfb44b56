import { refuse } from './refuse.js';
import type { Caller, Role, TokenCheck } from './tokens.js';

const HOW = 'a token in the header x-monitoring-token, or in Authorization: Bearer';

/** Who calls, when the token is known and has the role; else an answer with 401 or 403, which says what is missing, never what a token is like. */
export async function requireToken({ headers }: Pick<Request, 'headers'>, role: Role, check: TokenCheck): Promise<Caller | Response> {
  const token = tokenOf(headers);
  const caller = await check(token);
  if (token === '') return unauthorized(`Expected ${HOW}`);
  if (!caller) return unauthorized('Expected a token that is known here');
  return caller.roles.has(role) ? caller : refuse(403, `Expected a token with the role ${role}; that of ${caller.name} has another`);
}

/** The header of its own goes first: a proxy may have put something else into the other. */
function tokenOf(headers: Headers): string {
  return headers.get('x-monitoring-token')?.trim() || /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] || '';
}

function unauthorized(error: string): Response {
  return refuse(401, error, { 'www-authenticate': 'Bearer' });
}
