import { lastingSecrets } from '../alerts/delivery/lasting-secrets.js';
import { refuse } from './refuse.js';
import { createTokenCheck, type Caller, type Role } from './tokens.js';

/** Says who calls, or answers 401 or 403. */
export type Gate = (request: Request, role: Role) => Promise<Caller | Response>;

export interface TokenGateOptions {
  /** Lines of a file of tokens as they are at this moment: name, roles, token. */
  readonly read: () => readonly string[];
  /** Hears it once when they can no longer be read or used. Those of before stay in use. */
  readonly onError: (error: unknown) => void;
}

export interface TokenGate {
  readonly requireToken: Gate;
  /** @throws BackupTelemetryError `configuration_invalid` when the tokens cannot be used now */
  readonly check: () => Promise<unknown>;
}

const READ_WITHIN_MS = 1_000;
const HOW = 'a token in the header x-monitoring-token, or in Authorization: Bearer';

/** Lets in who has a token with the role, and says to the others what is missing; never what a token is like. */
export function createTokenGate({ read, onError }: TokenGateOptions): TokenGate {
  const tokens = lastingSecrets(read, (lines) => Promise.resolve().then(() => createTokenCheck(lines)), {
    withinMs: READ_WITHIN_MS,
    onProblem: onError,
  });
  return {
    async requireToken(request, role) {
      const token = tokenOf(request.headers);
      const caller = (await tokens.current())(token);
      if (token === '') return unauthorized(`Expected ${HOW}`);
      if (!caller) return unauthorized('Expected a token that is known here');
      return caller.roles.has(role) ? caller : refuse(403, `Expected a token with the role ${role}; that of ${caller.name} has another`);
    },
    check: tokens.check,
  };
}

/** The header of its own goes first: a proxy may have put something else into the other. */
function tokenOf(headers: Headers): string {
  return headers.get('x-monitoring-token')?.trim() || /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] || '';
}

function unauthorized(error: string): Response {
  return refuse(401, error, { 'www-authenticate': 'Bearer' });
}
