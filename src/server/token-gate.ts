import { lastingSecrets } from '../http/lasting-secrets.js';
import { requireToken } from '../http/require-token.js';
import type { Caller, Role, TokenCheck } from '../http/tokens.js';
import { readTokens } from './tokens.js';

/** Says who calls, or answers 401 or 403. */
export type Gate = (request: Request, role: Role) => Promise<Caller | Response>;

export interface TokenGateOptions {
  /** Lines of a file of tokens as they are at this moment. */
  readonly read: () => readonly string[];
  /** Makes a check of them. @default lines of name, roles and token */
  readonly make?: (lines: readonly string[]) => Promise<TokenCheck>;
  /** Hears it once when they can no longer be read or used. Those of before stay in use. */
  readonly onError: (error: unknown) => void;
}

export interface TokenGate {
  readonly requireToken: Gate;
  /** @throws BackupTelemetryError `configuration_invalid` when the tokens cannot be used now */
  readonly check: () => Promise<unknown>;
}

const READ_WITHIN_MS = 1_000;

/** Lets in who has a token with the role, and says to the others what is missing. */
export function createTokenGate({ read, make = readTokens, onError }: TokenGateOptions): TokenGate {
  const tokens = lastingSecrets(read, make, { withinMs: READ_WITHIN_MS, onProblem: onError });
  return {
    requireToken: async (request, role) => requireToken(request, role, await tokens.current()),
    check: tokens.check,
  };
}
