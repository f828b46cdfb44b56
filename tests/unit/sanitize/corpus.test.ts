import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { plantedSecrets } from '../../corpus/secrets.mjs';
import { ordinaryLines } from '../../corpus/ordinary.mjs';

const sanitizer = createSanitizer();
const secrets = plantedSecrets(3);

const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const forms: Readonly<Record<string, (line: string) => string>> = {
  'as it is': (line) => line,
  'in a JSON record': (line) => JSON.stringify({ level: 'info', msg: line, attempt: 3 }),
  'in JSON within JSON': (line) => JSON.stringify({ event: JSON.stringify({ msg: line }) }),
  'URL-encoded': (line) => `q=${encodeURIComponent(line)}&page=2`,
  'in base64': (line) => `payload ${Buffer.from(line).toString('base64')} end`,
  'in hex': (line) => `payload ${Buffer.from(line).toString('hex')} end`,
};

// What a reader could still use: the part itself, or the part as the form would write it.
const leaks = (output: string, parts: readonly string[]): boolean =>
  parts.some(
    (part) =>
      [part, escapeJson(part), escapeJson(escapeJson(part)), encodeURIComponent(part)].some((shape) => output.includes(shape)) ||
      output.includes(Buffer.from(part).toString('hex')) ||
      output.includes(Buffer.from(part).toString('base64').replace(/=+$/, '').slice(2, -3)),
  );

describe('the corpus of secrets', () => {
  it('holds at least 600 secrets of 200 families', () => {
    expect(new Set(secrets.map(({ family }) => family)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(secrets.map(({ line }) => line)).size).toBeGreaterThanOrEqual(600);
  });

  for (const [form, shape] of Object.entries(forms)) {
    it(`never comes out ${form}`, () => {
      const leaked = secrets.filter(({ line, parts }) => leaks(sanitizer.text(shape(line)), parts));
      expect(leaked.map(({ family, line }) => `${family}: ${line.slice(0, 90)} -> ${sanitizer.text(shape(line)).slice(0, 160)}`)).toEqual(
        [],
      );
    });
  }

  it('is clean after one cleaning', () => {
    const changed = secrets.filter(({ line }) => sanitizer.text(sanitizer.text(line)) !== sanitizer.text(line));
    expect(changed.map(({ family }) => family)).toEqual([]);
  });
});

describe('the corpus of ordinary lines', () => {
  const lines = ordinaryLines();
  it('holds at least 500 lines', () => {
    expect(new Set(lines).size).toBeGreaterThanOrEqual(500);
  });

  it('stays as it is', () => {
    const changed = lines.filter((line) => sanitizer.text(line) !== line);
    expect(changed.map((line) => `${line} -> ${sanitizer.text(line)}`)).toEqual([]);
  });
});
