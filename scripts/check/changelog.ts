// The changelog gate: the version of package.json has a section in CHANGELOG.md, with a date and something in it.
// `node --import tsx scripts/check/changelog.ts v1.2.3` also says whether a tag is that version: what a release begins with.
// `--notes` prints the section, for the release's page.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

interface Release {
  readonly changelog: string;
  readonly version: string;
  readonly tag?: string | undefined;
}

/** What stands in the way of a release, and what its section says. */
export function checkRelease({ changelog, version, tag }: Release): { readonly mistakes: readonly string[]; readonly notes: string } {
  const mistakes: string[] = [];
  if (tag !== undefined && tag !== `v${version}`) {
    mistakes.push(`Expected the tag to be v${version}, as package.json says, got ${tag}.`);
  }
  const [heading, notes] = readSection(changelog, version);
  if (heading === undefined) {
    mistakes.push(`Expected CHANGELOG.md to have a section "## [${version}] - YYYY-MM-DD", found none.`);
  } else if (!isDate(heading.slice(`## [${version}] - `.length))) {
    mistakes.push(`Expected the section of ${version} in CHANGELOG.md to have a date such as 2026-01-31, got "${heading}".`);
  } else if (!/^- /m.test(notes)) {
    mistakes.push(`Expected the section of ${version} in CHANGELOG.md to say what changed, found no entry.`);
  }
  return { mistakes, notes };
}

function readSection(changelog: string, version: string): readonly [heading: string | undefined, notes: string] {
  const lines = changelog.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`## [${version}]`));
  if (begin < 0) return [undefined, ''];
  const length = lines.slice(begin + 1).findIndex((line) => line.startsWith('## '));
  const section = lines.slice(begin + 1, length < 0 ? undefined : begin + 1 + length);
  return [lines[begin], section.join('\n').trim()];
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // Some engines turn the 31st of February into a day of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({ options: { notes: { type: 'boolean' } }, allowPositionals: true });
  const root = resolve(import.meta.dirname, '../..');
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { readonly version: string };
  const changelog = readFileSync(resolve(root, 'CHANGELOG.md'), 'utf8');
  const { mistakes, notes } = checkRelease({ changelog, version, tag: positionals[0] });
  if (values.notes && mistakes.length === 0) console.log(notes);
  for (const mistake of mistakes) console.error(mistake);
  if (mistakes.length > 0) process.exitCode = 1;
}
