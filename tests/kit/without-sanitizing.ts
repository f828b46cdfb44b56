import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Bootstrap {
  /** Path for `node --import`, from the root of the repository. */
  readonly path: string;
  remove(): void;
}

/** A copy of an example's bootstrap that sanitizes nothing: the control which shows that there was something to remove. */
export function withoutSanitizing(bootstrap: string): Bootstrap {
  const text = readFileSync(join(ROOT, 'examples', bootstrap), 'utf8');
  const bare = text.replace(/sanitize\w+Exporter\((new \w+\(\))\)/g, '$1');
  if (bare === text) throw new Error(`Expected ${bootstrap} to decorate its exporters, found none that is.`);
  // Inside the repository, so that what it imports is found.
  const path = join('.cache', 'without-sanitizing', `${process.pid}-${bootstrap.replaceAll('/', '-')}`);
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), bare);
  return { path: `./${path}`, remove: () => rmSync(join(ROOT, path), { force: true }) };
}
