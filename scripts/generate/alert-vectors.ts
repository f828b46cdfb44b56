// Signed webhooks, right and wrong, by which an implementation in any language can be checked.
import { signWebhook, type Secrets } from '../../src/alerts/index.js';
import { exampleEvents } from './alert-examples.js';

// Made up for this file, like everything in it.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEXT_SECRET = 'whsec_0bLWRJ8X0Hs1xkIJ4pD2H7b9mGZ0kJ3oT5vYcXqLw2A=';
const OTHER_SECRET = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgMzIgYnl0ZXM=';
const SIGNED_AT = 1_781_921_000;

/** What a vector has of its own. */
interface Request {
  readonly secrets: readonly string[];
  readonly now: number;
  readonly body: string;
}

/** @returns the vectors and how to read them */
export async function testVectors(): Promise<object> {
  const [event] = Object.values(await exampleEvents());
  if (event === undefined) throw new Error('Expected an example of an event to sign, got none.');
  const body = JSON.stringify(event);
  const sign = (secrets: Secrets, text = body) => signWebhook({ id: event.id, body: text, at: SIGNED_AT * 1_000 }, { secrets });
  const good = await sign(SECRET);
  const signature = good['webhook-signature'];
  const accented = JSON.stringify({ ...event, data: { ...event.data, summary: 'Sauvegarde échouée 💍' } });

  const withSignature = (value: string) => ({ ...good, 'webhook-signature': value, 'x-webhook-signature': value });
  const vector = (name: string, valid: boolean, headers: Readonly<Record<string, string>>, changes: Partial<Request> = {}) => ({
    name,
    valid,
    secrets: [SECRET],
    now: SIGNED_AT,
    headers,
    body,
    ...changes,
  });

  return {
    description:
      'Each vector is one request. With these secrets, at this time (seconds since the Unix epoch) and with a tolerance of 300 s, it has to be accepted if `valid` is true and refused otherwise. `body` is the text whose UTF-8 bytes were sent.',
    vectors: [
      vector('as it should be', true, good),
      vector('characters beyond ASCII', true, await sign(SECRET, accented), { body: accented }),
      vector('signed with two secrets, the receiver knows the old one', true, await sign([NEXT_SECRET, SECRET])),
      vector('signed with one secret, the receiver knows two', true, good, { secrets: [NEXT_SECRET, SECRET] }),
      vector('at the end of the tolerance', true, good, { now: SIGNED_AT + 300 }),
      vector('too old', false, good, { now: SIGNED_AT + 301 }),
      vector('from the future', false, good, { now: SIGNED_AT - 301 }),
      vector('signed with another secret', false, await sign(OTHER_SECRET)),
      vector('body changed in one letter', false, good, { body: body.replace('critical', 'critikal') }),
      vector('body cut off', false, good, { body: body.slice(0, -1) }),
      vector('body with the same meaning in other bytes', false, good, { body: JSON.stringify(event, undefined, 1) }),
      vector('id changed', false, { ...good, 'webhook-id': event.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) }),
      vector('time changed', false, { ...good, 'webhook-timestamp': String(SIGNED_AT + 1) }),
      vector('signature cut off', false, withSignature(signature.slice(0, -4))),
      vector('signature of another version', false, withSignature(signature.replace('v1,', 'v2,'))),
      vector('signature in another alphabet', false, withSignature(`v1,${Buffer.from(signature.slice(3), 'base64').toString('hex')}`)),
      vector('no signature', false, Object.fromEntries(Object.entries(good).filter(([name]) => !name.endsWith('webhook-signature')))),
    ],
  };
}
