import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRelease } from '../../../scripts/check/changelog.js';
import { SCRIPT_LOADER } from '../../kit/run-script.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const GATE = join(ROOT, 'scripts/check/changelog.ts');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

const changelog = `# Changelog

## [Unreleased]

- Something that is not out yet

## [1.2.0] - 2026-02-28

### Added

- A feature

## [1.1.0] - 2026-01-31

- An older one
`;

describe('the changelog gate', () => {
  test('lets a version with a dated section and its tag pass, and hands out that section alone', () => {
    expect(checkRelease({ changelog, version: '1.2.0', tag: 'v1.2.0' })).toEqual({ mistakes: [], notes: '### Added\n\n- A feature' });
  });

  test('hands out the last section, too', () => {
    expect(checkRelease({ changelog, version: '1.1.0' })).toEqual({ mistakes: [], notes: '- An older one' });
  });

  test.each([
    ['a tag of another version', { tag: 'v1.2.1' }, 'Expected the tag to be v1.2.0, as package.json says, got v1.2.1.'],
    ['a tag without its v', { tag: '1.2.0' }, 'Expected the tag to be v1.2.0, as package.json says, got 1.2.0.'],
    ['a version without a section', { version: '1.3.0' }, 'section "## [1.3.0] - YYYY-MM-DD", found none'],
    ['a version of which another is the beginning', { version: '1.2' }, 'section "## [1.2] - YYYY-MM-DD", found none'],
    ['a section without a date', { changelog: '## [1.2.0]\n\n- A' }, 'to have a date such as 2026-01-31, got "## [1.2.0]"'],
    ['a day that does not exist', { changelog: '## [1.2.0] - 2026-02-30\n\n- A' }, 'to have a date'],
    ['a word in place of a date', { changelog: '## [1.2.0] - unreleased\n\n- A' }, 'to have a date'],
    ['an empty section', { changelog: '## [1.2.0] - 2026-02-28\n\n### Added\n\n## [1.1.0]\n\n- A' }, 'found no entry'],
  ])('refuses %s', (_, change, mistake) => {
    expect(checkRelease({ changelog, version: '1.2.0', ...change }).mistakes).toEqual([expect.stringContaining(mistake)]);
  });

  test('lets the package of this repository pass, and prints its section', () => {
    const notes = execFileSync(process.execPath, [...SCRIPT_LOADER, GATE, `v${version}`, '--notes'], { encoding: 'utf8' });
    expect(notes).toMatch(/^### /);
    expect(notes).not.toContain('## [');
  });

  test('ends with an error for a wrong tag', () => {
    expect(() => execFileSync(process.execPath, [...SCRIPT_LOADER, GATE, 'v999.0.0', '--notes'], { stdio: 'pipe' })).toThrow(
      'got v999.0.0',
    );
  });
});
