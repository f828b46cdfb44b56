import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replacementName } from '../../../src/job/input/names.js';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { NAME_KEYS, isName, nameFor } from '../../../src/semconv/names.js';
import { sha256 } from '../../../src/semconv/sha256.js';
import { plantedSecrets } from '../../corpus/secrets.mjs';
import { NAMES_THAT_BECOME_OTHERS, NAMES_THAT_STAY } from '../../kit/names.js';
import { loops, LOOP_LIMIT_MS } from '../../kit/loops.js';

const JOB = 'backup.job.name';
const { attributes } = createSanitizer();
const fromPackage = (name: string) => (isName(name) ? name : replacementName(name));
const fromSanitizer = (name: unknown, key = JOB) => attributes({ [key]: name })[key];

describe('a name', () => {
  it.each(NAMES_THAT_STAY)('stays what it is: %s', (name) => {
    expect([fromPackage(name), fromSanitizer(name)]).toEqual([name, name]);
  });

  it.each(NAMES_THAT_BECOME_OTHERS)('that may not leave becomes one that stands for it: %j', (name) => {
    const digest = createHash('sha256').update(name).digest('hex');
    expect([fromPackage(name), fromSanitizer(name)]).toEqual(Array(2).fill(`unnamed-${digest.slice(0, 16)}`));
  });

  it('has room for no secret of any family', () => {
    expect(
      plantedSecrets(4)
        .map(({ line }) => line)
        .filter((line) => isName(line)),
    ).toEqual([]);
  });

  it(
    'stands apart from each other name, under every key, in the package and behind the sanitizer',
    () => {
      const name = fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }), fc.ipV4(), fc.uuid(), fc.webUrl());
      fc.assert(
        fc.property(fc.constantFrom(...NAME_KEYS), name, name, (key, one, other) => {
          fc.pre(one !== other);
          expect(nameFor(key, one)).not.toBe(nameFor(key, other));
          expect(fromSanitizer(one, key)).not.toBe(fromSanitizer(other, key));
          expect(fromSanitizer(fromSanitizer(one, key), key)).toBe(fromSanitizer(one, key));
        }),
        { numRuns: loops({ ci: 200, soak: 10_000 }) },
      );
    },
    LOOP_LIMIT_MS,
  );

  it('is no less one because it came as a number', () => {
    expect([5, 6, true].map((name) => fromSanitizer(name))).toEqual(['5', '6', 'true']);
    expect([5, 6n, true].map(replacementName)).toEqual(['5', '6', 'true']);
    const objects = [new URL('s3://a'), new URL('s3://b'), new String('a'), ['b']].map(replacementName);
    expect(new Set(objects).size).toBe(4);
    expect(objects.join(' ')).toMatch(/^(unnamed-[\da-f]{16} ?){4}$/);
    expect([undefined, null, { toString: () => expect.fail('no') }].map(replacementName)).toEqual(['unnamed', 'unnamed', 'unnamed']);
  });

  it('that a list is, or a map, stands for that list or map', () => {
    const names = [['a'], ['b'], { a: 1 }].map((name) => fromSanitizer(name));
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^unnamed-[\da-f]{16}$/);
  });

  it('is hashed where a rule of the host strikes', () => {
    const { attributes } = createSanitizer({ rules: [{ name: 'guest-code', pattern: /GUEST-\d{4}/ }] });
    const names = ['GUEST-1234', 'GUEST-1235'].map((name) => attributes({ [JOB]: name })[JOB]);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^unnamed-/);
  });

  it('in a list is judged as one that stands alone', () => {
    const key = 'backup.expected.destinations';
    expect(attributes({ [key]: ['10.0.0.5', '', '/srv/a'] })[key]).toEqual(['10.0.0.5', '', fromPackage('/srv/a')]);
  });

  it('leaves with its key where the host removes that key', () => {
    expect(createSanitizer({ removedKeys: ['service.name'] }).attributes({ 'service.name': 'a', 'cloud.region': 'eu-1' })).toEqual({
      'cloud.region': 'eu-1',
    });
  });

  it('of an instance may be a UUID, which elsewhere may be a key', () => {
    const uuid = '0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11';
    expect(fromSanitizer(uuid, 'service.instance.id')).toBe(uuid);
    expect(fromSanitizer(uuid)).toMatch(/^unnamed-/);
  });
});

it('the digest is that of SHA-256 for texts of every length and script', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});
