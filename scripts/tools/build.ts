import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { binaryFile, manifestFolder, markCurrent, workFolder } from './files.js';
import { requireGo, runGo } from './go.js';
import type { Program } from './programs.js';

/** Builds one program into the cache. Nothing of a build that fails takes the place of an older program. */
export async function build(program: Program, { onLine = () => {} }: { readonly onLine?: (line: string) => void } = {}): Promise<void> {
  const work = workFolder(program);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  copyManifests(program, work);
  requireGo(work);
  let source = work;
  if (program.generator) {
    await runGo(['run', ...program.generator], work, onLine);
    source = join(work, 'source');
    // The generator writes a go.mod of its own; ours has each version settled.
    copyManifests(program, source);
  }
  const out = join(work, 'bin');
  // A generated program has the name of its generator unless another is given.
  const [first, ...others] = program.binaries;
  const output = others.length === 0 ? join(out, basename(binaryFile(first))) : `${out}/`;
  await runGo(['build', ...buildFlags(program), '-o', output, ...program.packages], source, onLine);
  for (const binary of program.binaries) {
    const file = binaryFile(binary);
    mkdirSync(dirname(file), { recursive: true });
    renameSync(join(out, basename(file)), file);
  }
  rmSync(work, { recursive: true, force: true });
  markCurrent(program);
}

function copyManifests(program: Program, to: string): void {
  const from = manifestFolder(program);
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}

function buildFlags({ tags }: Program): readonly string[] {
  return [
    '-v',
    '-mod=readonly',
    '-trimpath',
    '-ldflags=-s -w',
    `-p=${availableParallelism()}`,
    ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
  ];
}
