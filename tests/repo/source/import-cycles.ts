import { posix } from 'node:path';
import { importsOf } from './import-rule.js';
import type { SourceFile } from '../../kit/source-files.js';

/**
 * Groups of files of which each imports, also as a type only and by way of others, each other one: what they say cannot be read in any order.
 * Strongly connected components, by Tarjan's algorithm (SIAM Journal on Computing 1, 1972).
 */
export function findCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const paths = new Set(files.map(({ path }) => path));
  const edges = new Map(files.map((file) => [file.path, targetsOf(file, paths)]));
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];

  const visit = (path: string): number => {
    const index = order.size;
    order.set(path, index);
    stack.push(path);
    let lowest = index;
    for (const target of edges.get(path) ?? []) {
      if (!order.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, low.get(target) ?? order.get(target) ?? lowest);
      low.set(path, lowest);
    }
    low.set(path, lowest);
    if (lowest === index) {
      const group = stack.splice(stack.indexOf(path));
      if (group.length > 1 || edges.get(path)?.includes(path)) found.push(group.sort());
    }
    return lowest;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return found;
}

function targetsOf(file: SourceFile, paths: ReadonlySet<string>): readonly string[] {
  return importsOf(file)
    .filter((target): target is string => target?.startsWith('.') === true)
    .map((target) => posix.join(posix.dirname(file.path), target).replace(/\.jsx?$/, ''))
    .flatMap((target) => [`${target}.ts`, `${target}.tsx`].filter((path) => paths.has(path)));
}
