import { messageOf } from '../../untrusted/message-of.js';
import type { LineCounter, parseDocument } from 'yaml';
import type { ReadText } from './file-text.js';

/** What is needed of the package `yaml`. */
export interface YamlPackage {
  readonly LineCounter: typeof LineCounter;
  readonly parseDocument: typeof parseDocument;
}

// Where the first of them is mended, most others are gone.
const MOST_SAID = 100;

interface Mistake {
  readonly message: string;
  readonly at: number;
}

/** Reads YAML, of which JSON is a part. */
export function readYaml(text: string, yaml: YamlPackage): ReadText {
  const lines = new yaml.LineCounter();
  // Its own search for keys that come twice compares each with all others: minutes, where a map has very many.
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const mistakes = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ message, at: pos[0] }));
  if (mistakes.length === 0) mistakes.push(...repeatedKeys(document.contents));
  if (mistakes.length > 0) {
    const problems = mistakes.slice(0, MOST_SAID).map(({ message, at }) => ({
      line: lines.linePos(at).line,
      message: `Expected YAML or JSON: ${message}.`,
    }));
    const left = mistakes.length - problems.length;
    return { ok: false, problems: left > 0 ? [...problems, { message: `And ${String(left)} more of this kind.` }] : problems };
  }
  try {
    return {
      ok: true,
      value: document.toJS(),
      lineOf(keys) {
        const node = document.getIn(keys, true) as { readonly range?: readonly [number, number, number] | null } | undefined;
        return node?.range ? lines.linePos(node.range[0]).line : undefined;
      },
    };
  } catch (error) {
    return { ok: false, problems: [{ message: `Expected YAML or JSON: ${messageOf(error)}.` }] };
  }
}

/** What is looked at of a node of the package: those of maps and lists have items. */
interface Node {
  readonly items?: readonly { readonly key?: unknown; readonly value?: unknown }[];
}

/** Keys that come twice in a map, also where one is written as a number and the other as a text: the second would count in silence. */
function repeatedKeys(contents: unknown): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  // In place of recursion, which deep nesting would end.
  const waiting = [contents].filter(isNode);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const seen = new Set<string>();
    for (const item of node.items ?? []) {
      const { key, value } = item;
      waiting.push(...[key === undefined ? item : value].filter(isNode));
      if (!isNode(key) || !('value' in key)) continue;
      const name = String(key.value);
      if (seen.has(name))
        mistakes.push({ message: 'Map keys must be unique', at: (key as { range?: readonly [number] | null }).range?.[0] ?? 0 });
      seen.add(name);
    }
  }
  return mistakes.sort((one, other) => one.at - other.at);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
