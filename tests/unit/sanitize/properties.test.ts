import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { builtInRules } from '../../../src/sanitize/rules/index.js';
import { ordinaryLines } from '../../corpus/ordinary.mjs';
import { plantedSecrets } from '../../corpus/secrets.mjs';
import { loops } from '../../kit/loops.js';

const { text, attributes, value, strict } = createSanitizer();
const secrets = plantedSecrets(2).filter(({ family }) => !['phone-us', 'ipv4'].includes(family));
const ordinary = ordinaryLines();
const triggers = builtInRules.flatMap((rule) => rule.triggers);

const secret = fc.constantFrom(...secrets);
const line = fc.constantFrom(...ordinary);
const messy = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(...triggers),
      fc.constantFrom(' ', '\n', '=', ':', '"', "'", '\\', '/', '@', '%', '[REDACTED]', 'x1Y2z3'),
      line,
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('the sanitizer', () => {
  it('lets no planted secret out, whatever lines stand around it', () => {
    fc.assert(
      fc.property(line, secret, line, (before, planted, after) => {
        const output = text(`${before}\n${planted.line}\n${after}`);
        for (const part of planted.parts) expect(output).not.toContain(part);
      }),
      { numRuns: loops({ ci: 1_500, soak: 75_000 }) },
    );
  });

  it('lets no planted secret out behind any text on the same line', () => {
    fc.assert(
      fc.property(
        line,
        fc.constantFrom(
          ...secrets.filter(
            ({ line: planted, family }) => !/\n/.test(planted) && !['sshpass', 'zip-password', 'sevenzip', 'redis-cli'].includes(family),
          ),
        ),
        (before, planted) => {
          const output = text(`${before} ${planted.line}`);
          for (const part of planted.parts) expect(output).not.toContain(part);
        },
      ),
      { numRuns: loops({ ci: 1_500, soak: 75_000 }) },
    );
  });

  it('never throws and answers the same when asked twice', () => {
    fc.assert(
      fc.property(messy, (input) => {
        const once = strict.text(input);
        expect(text(once)).toBe(once);
      }),
      { numRuns: loops({ ci: 4_000, soak: 200_000 }) },
    );
  });

  it('leaves ordinary lines as they are, also several together', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const input = lines.join('\n');
        expect(text(input)).toBe(input);
      }),
      { numRuns: loops({ ci: 800, soak: 40_000 }) },
    );
  });

  it('never throws on any value', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withTypedArray: true, withNullPrototype: true, withObjectString: true }), (input) => {
        expect(() => value(input)).not.toThrow();
        expect(() => attributes({ input })).not.toThrow();
      }),
      { numRuns: loops({ ci: 1_000, soak: 50_000 }) },
    );
  });

  it('finds a secret in any nested slot', () => {
    fc.assert(
      fc.property(secret, fc.array(fc.constantFrom('map', 'list'), { maxLength: 5 }), (planted, path) => {
        const nested = path.reduce<unknown>((inner, kind) => (kind === 'map' ? { note: inner } : [inner]), planted.line);
        const output = JSON.stringify(value(nested));
        for (const part of planted.parts) expect(output).not.toContain(part);
      }),
      { numRuns: loops({ ci: 500, soak: 25_000 }) },
    );
  });
});
