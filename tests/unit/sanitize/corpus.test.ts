import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { plantedSecrets } from '../../corpus/secrets.mjs';
import { ordinaryLines } from '../../corpus/ordinary.mjs';

const sanitizer = createSanitizer();
const shapes = plantedSecrets(3, 'secret-shapes.txt');
const values = plantedSecrets(3, 'secret-values.txt');
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

describe('the corpus of shapes', () => {
  it('holds at least 600 of them, no two of one name', () => {
    expect(new Set(shapes.map(({ family }) => family)).size).toBeGreaterThanOrEqual(600);
    expect(new Set(shapes.map(({ line }) => line)).size).toBe(shapes.length);
  });

  it('never comes out, in whatever shape the value is named', () => {
    const leaked = shapes.filter(({ line, parts }) => leaks(sanitizer.text(line), parts));
    expect(leaked.map(({ family, line }) => `${family}: ${line} -> ${sanitizer.text(line)}`)).toEqual([]);
  });

  it('never comes out of attributes, lists, maps and numbers', () => {
    const clean = (line: string): string => JSON.stringify(sanitizer.attributes(JSON.parse(line) as Record<string, unknown>));
    const leaked = values.filter(({ line, parts }) => leaks(clean(line), parts));
    expect(leaked.map(({ family, line }) => `${family}: ${line} -> ${clean(line)}`)).toEqual([]);
  });

  it('is clean after one cleaning', () => {
    const changed = shapes.filter(({ line }) => sanitizer.text(sanitizer.text(line)) !== sanitizer.text(line));
    expect(changed.map(({ family, line }) => `${family}: ${sanitizer.text(line)} -> ${sanitizer.text(sanitizer.text(line))}`)).toEqual([]);
  });
});

describe('what real tools write', () => {
  // Paths and addresses are removed on purpose; what else goes is a loss.
  const { text } = createSanitizer({
    disabledRules: ['path', 'file-url', 'windows-path', 'url', 'email', 'ip-address', 'ip-address-v6'],
  });
  const folder = join(import.meta.dirname, '../../corpus/tool-output');

  it.each(readdirSync(folder))('loses at most one line in two hundred of %s', (file) => {
    const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
    const changed = lines.filter((line) => text(line) !== line);
    expect(lines.length).toBeGreaterThan(100);
    expect(changed.length / lines.length, changed.join('\n')).toBeLessThanOrEqual(0.005);
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
