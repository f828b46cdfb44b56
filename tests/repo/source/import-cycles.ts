import { posix } from 'node:path';
import { importsOf } from './import-rule.js';
import type { SourceFile } from '../../kit/source-files.js';

/** Groups of files of which each imports, also as a type only and by way of others, each other one: what they say cannot be read in any order. */
export function findCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  return findComponents(edgesOf(files));
}

/**
 * The same of rooms: the folders of one folder, each as a whole, and the files beside them, each by itself. A file that imports another
 * makes an edge where their paths part: `job/run/a.ts` that imports `job/sdk/b.ts` one from `job/run` to `job/sdk`.
 */
export function findRoomCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  return findComponents(roomEdgesOf(files));
}

/** What each room imports of its unit, and each file of rooms beside it. */
export function roomEdgesOf(files: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> {
  const rooms = new Map<string, Set<string>>();
  for (const [path, targets] of edgesOf(files)) {
    for (const target of targets) {
      const [from, to] = whereTheyPart(path, target);
      // Units, and what is beside them, have the import rule.
      if (from.includes('/')) rooms.set(from, (rooms.get(from) ?? new Set()).add(to));
    }
  }
  return new Map([...rooms].map(([room, targets]) => [room, [...targets]]));
}

/** Strongly connected components, by Tarjan's algorithm (SIAM Journal on Computing 1, 1972). */
function findComponents(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];

  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    stack.push(node);
    let lowest = index;
    for (const target of edges.get(node) ?? []) {
      if (!order.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, low.get(target) ?? order.get(target) ?? lowest);
      low.set(node, lowest);
    }
    low.set(node, lowest);
    if (lowest === index) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1 || edges.get(node)?.includes(node)) found.push(group.sort());
    }
    return lowest;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}

function whereTheyPart(path: string, target: string): readonly [string, string] {
  const [from, to] = [path.split('/'), target.split('/')];
  const shared = from.findIndex((part, index) => part !== to[index]);
  // A file that imports itself parts nowhere.
  const end = shared < 0 ? from.length : shared + 1;
  return [from.slice(0, end).join('/'), to.slice(0, end).join('/')];
}

function edgesOf(files: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Set(files.map(({ path }) => path));
  return new Map(files.map((file) => [file.path, targetsOf(file, paths)]));
}

function targetsOf(file: SourceFile, paths: ReadonlySet<string>): readonly string[] {
  return importsOf(file)
    .filter((target): target is string => target?.startsWith('.') === true)
    .map((target) => posix.join(posix.dirname(file.path), target).replace(/\.jsx?$/, ''))
    .flatMap((target) => [`${target}.ts`, `${target}.tsx`].filter((path) => paths.has(path)));
}
