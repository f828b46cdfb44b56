import { hmacSha256, importHmacKey, isHmacOf } from './hash.js';

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
export type TokenCheck = (token: string) => Promise<Caller | undefined>;

export interface KnownToken {
  readonly token: string;
  readonly caller: Caller;
}

const encoder = new TextEncoder();

export async function createTokenCheck(tokens: readonly KnownToken[]): Promise<TokenCheck> {
  // Compared are HMACs under a random key: of one length, and nothing about the token follows from how far two of them agree.
  const key = await importHmacKey(crypto.getRandomValues(new Uint8Array(32)));
  const known = await Promise.all(
    tokens.map(async ({ token, caller }) => ({ mac: Uint8Array.from(await hmacSha256(key, encoder.encode(token))), caller })),
  );
  return async (token) => {
    const given = encoder.encode(token);
    // All of them, also behind the one that fits.
    const fits = await Promise.all(known.map(({ mac }) => isHmacOf(key, mac, given)));
    return known.find((_, index) => fits[index] === true)?.caller;
  };
}
