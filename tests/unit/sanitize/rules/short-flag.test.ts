import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';

const { text } = createSanitizer();

// The same quoted values as behind a name and an equals sign.
describe('a password behind a short flag goes whole', () => {
  it.each<[string, string, readonly string[]]>([
    ['with an escaped quote', String.raw`mysqldump -p"ab\"Qx7Lw9 Zt4" shop`, ['ab', 'Qx7Lw9', 'Zt4']],
    ['with a quote of a shell put together', String.raw`mysqldump -p'it'\''s Qx7Lw9' shop`, ['Qx7Lw9']],
    ['in pieces', `mysqldump -p"Vb3"'Qx7Lw9 Zt4' shop`, ['Vb3', 'Qx7Lw9', 'Zt4']],
    ['behind a dollar sign', `mysqldump -p$'Qx7Lw9 Zt4' shop`, ['Qx7Lw9', 'Zt4']],
    ['longer than a line of a terminal', `mysqldump -p"${'Qx7 '.repeat(60)}Lw9Zt4" shop`, ['Lw9Zt4']],
    ['in JSON within JSON', String.raw`{"cmd":"mysqldump -p\"Qx7Lw9 Zt4\" shop"}`, ['Qx7Lw9', 'Zt4']],
    ['of a pair of user and password', String.raw`wget --user "app:ab\"Qx7Lw9 Zt4" x`, ['Qx7Lw9', 'Zt4']],
    ['behind a flag of its own', String.raw`sshpass -p 'it'\''s Qx7Lw9' ssh h`, ['Qx7Lw9']],
    ['in typographic quotes', 'mysqldump -p“Qx7Lw9 Zt4” shop', ['Qx7Lw9', 'Zt4']],
  ])('%s', (_, line, parts) => {
    const cleaned = text(line);
    for (const part of parts) expect(cleaned).not.toContain(part);
    expect(text(cleaned)).toBe(cleaned);
  });

  it.each(['mkdir -p "a b"', "cp -pR 'a' b", 'ssh -p 2222 host', 'docker run -p "8080:80" x', `sed -p'x y' f`])('%s stays', (line) => {
    expect(text(line)).toBe(line);
  });

  it('leaves what stands behind it', () => {
    expect(text(String.raw`mysqldump -p"ab\"Qx7Lw9" shop`)).toBe('mysqldump -p"[REDACTED]" shop');
  });
});
