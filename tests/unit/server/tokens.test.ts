import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRouter } from '../../../src/server/router.js';
import { createSecretFile } from '../../../src/server/secret-file.js';
import { ROLES } from '../../../src/http/tokens.js';
import { readTokens } from '../../../src/server/tokens.js';
import { createTokenGate } from '../../../src/server/token-gate.js';

const READER = 'reader-0123456789abcdef';
const WRITER = 'writer-0123456789abcdef';
const LINES = [`dashboard read,scrape ${READER}`, `collector  ingest\t${WRITER}`];
const context = { stopping: new AbortController().signal };

/** A server's handler with a route for each role, and what its gate reported. */
function serve(read: () => readonly string[] = () => LINES) {
  const errors: string[] = [];
  const { requireToken, check } = createTokenGate({ read, onError: (error) => void errors.push((error as Error).message) });
  const routes = ROLES.map((role) => ({
    method: 'POST' as const,
    path: `/${role}`,
    role,
    handle: async (request: Request, { caller }: { readonly caller: { readonly name: string } | undefined }) =>
      new Response(`${caller?.name ?? 'nobody'} ${await request.text()}`),
  }));
  const handle = createRouter({ routes, gate: requireToken });
  const ask = async (role: string, headers: Record<string, string> = {}, body = 'x') => {
    const answer = await handle(new Request(`http://server/${role}`, { method: 'POST', headers, body }), context);
    return { status: answer.status, text: await answer.text(), scheme: answer.headers.get('www-authenticate') };
  };
  return { ask, check, errors };
}

describe('a token', () => {
  test.each([
    ['x-monitoring-token', { 'x-monitoring-token': READER }],
    ['Authorization: Bearer', { authorization: `Bearer ${READER}` }],
    ['a small bearer', { authorization: `bearer  ${READER}` }],
    ['both, of which its own header counts', { 'x-monitoring-token': READER, authorization: 'Basic eDp5' }],
  ])('opens by %s what its role is for, and says who it is', async (_, headers) => {
    expect(await serve().ask('read', headers)).toMatchObject({ status: 200, text: 'dashboard x' });
    expect(await serve().ask('scrape', headers)).toMatchObject({ status: 200, text: 'dashboard x' });
  });

  test('of another role is refused with 403, and the role is named', async () => {
    const { ask } = serve();
    expect(await ask('acknowledge', { 'x-monitoring-token': READER })).toEqual({
      status: 403,
      text: '{"error":"Expected a token with the role acknowledge; that of dashboard has another"}',
      scheme: null,
    });
    expect((await ask('read', { 'x-monitoring-token': WRITER })).status).toBe(403);
  });

  test.each([
    ['none', {}, 'Expected a token in the header x-monitoring-token, or in Authorization: Bearer'],
    ['an empty one', { 'x-monitoring-token': '' }, 'Expected a token in the header x-monitoring-token, or in Authorization: Bearer'],
    ['another scheme', { authorization: `Basic ${READER}` }, 'Expected a token in the header'],
    ['a wrong one', { 'x-monitoring-token': `${READER}x` }, 'Expected a token that is known here'],
    ['the beginning of one', { 'x-monitoring-token': READER.slice(0, -1) }, 'Expected a token that is known here'],
    [
      'a wrong one beside a right one',
      { 'x-monitoring-token': 'x', authorization: `Bearer ${READER}` },
      'Expected a token that is known here',
    ],
    ['two in one header', { 'x-monitoring-token': `${READER}, ${WRITER}` }, 'Expected a token that is known here'],
  ])('that is %s is refused with 401', async (_, headers, error) => {
    const answer = await serve().ask('read', headers);
    expect(answer).toMatchObject({ status: 401, scheme: 'Bearer' });
    expect(answer.text).toContain(error);
    expect(answer.text).not.toContain(READER.slice(0, 8));
  });

  test('is asked for before the body is read', async () => {
    expect((await serve().ask('read', {}, 'x'.repeat(2_000_000))).status).toBe(401);
    expect((await serve().ask('read', { 'x-monitoring-token': READER }, 'x'.repeat(2_000_000))).status).toBe(413);
  });
});

describe('lines of tokens', () => {
  test.each<[string, readonly string[], string]>([
    ['none', [], 'got none'],
    ['a token alone', [READER], '(line 1), got 1 words'],
    ['words behind it', [`${LINES[0] ?? ''} more`], '(line 1), got 4 words'],
    [
      'an unknown role',
      [LINES[0] ?? '', `x admin ${WRITER}`],
      '(line 2), with roles of read, ingest, simulate, acknowledge, scrape, got another',
    ],
    ['no role', [`x , ${WRITER}`], 'got another'],
    ['a short token', ['x read 0123456789'], 'got a token of 10 characters'],
    ['a token of other letters', ['x read 0123456789-ä-0123456789'], 'got a token of'],
    ['one token twice', [LINES[0] ?? '', `other ingest ${READER}`], 'Expected each token on one line, got one on several.'],
  ])('with %s are refused without being shown', async (_, lines, sentence) => {
    const error: unknown = await readTokens(lines).catch((reason: unknown) => reason);
    expect(String(error)).toContain(sentence);
    expect(String(error)).not.toContain(READER);
    expect(String(error)).not.toContain(WRITER);
  });

  test('may share a name while one replaces the other', async () => {
    const check = await readTokens([`dashboard read ${READER}`, `dashboard read ${WRITER}`]);
    expect([(await check(READER))?.name, (await check(WRITER))?.name, await check('x')]).toEqual(['dashboard', 'dashboard', undefined]);
  });
});

describe('a file of tokens that changes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tokens-'));
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });
  const write = (...lines: readonly string[]) => {
    const path = join(folder, 'tokens');
    writeFileSync(path, lines.join('\n'));
    utimesSync(path, new Date(), new Date());
    return path;
  };
  const statusOf = async (ask: ReturnType<typeof serve>['ask'], token: string) =>
    (await ask('read', { 'x-monitoring-token': token })).status;

  test('is used without a restart: the old token ends, the new one begins', async () => {
    const { ask, errors } = serve(createSecretFile(write(`dashboard read ${READER}`)).read);
    expect([await statusOf(ask, READER), await statusOf(ask, WRITER)]).toEqual([200, 401]);
    vi.advanceTimersByTime(5_000);
    write('# both, during the rotation', `dashboard read ${READER}`, `dashboard read ${WRITER}`);
    vi.advanceTimersByTime(2_500);
    expect([await statusOf(ask, READER), await statusOf(ask, WRITER)]).toEqual([200, 200]);
    write(`dashboard read ${WRITER}`);
    vi.advanceTimersByTime(2_500);
    expect([await statusOf(ask, READER), await statusOf(ask, WRITER)]).toEqual([401, 200]);
    expect(errors).toEqual([]);
  });

  test('leaves those of before in use while it is gone or wrong, which is said once', async () => {
    const path = write(`dashboard read ${READER}`);
    const { ask, errors, check } = serve(createSecretFile(path).read);
    expect(await statusOf(ask, READER)).toBe(200);
    vi.advanceTimersByTime(5_000);
    write('dashboard reed 0123456789abcdef0');
    vi.advanceTimersByTime(2_500);
    expect([await statusOf(ask, READER), await statusOf(ask, READER)]).toEqual([200, 200]);
    await expect(check()).rejects.toThrow('got another');
    rmSync(path);
    vi.advanceTimersByTime(2_500);
    expect(await statusOf(ask, READER)).toBe(200);
    expect(errors).toEqual([expect.stringContaining('The secrets read before stay in use.')]);
    expect(errors.join()).not.toContain('0123456789abcdef');
  });
});
