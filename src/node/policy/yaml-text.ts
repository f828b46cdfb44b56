import { messageOf } from '../../untrusted/message-of.js';
import type { LineCounter, parseDocument } from 'yaml';
import type { ReadText } from './file-text.js';

/** What is needed of the package `yaml`. */
export interface YamlPackage {
  readonly LineCounter: typeof LineCounter;
  readonly parseDocument: typeof parseDocument;
}

/** Reads YAML, of which JSON is a part. */
export function readYaml(text: string, yaml: YamlPackage): ReadText {
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0)
    return {
      ok: false,
      problems: mistakes.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message: `Expected YAML or JSON: ${message}.` })),
    };
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
