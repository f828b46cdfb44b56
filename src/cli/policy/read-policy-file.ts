import { readFileSync, statSync } from 'node:fs';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { parsePolicy, type Policy, type PolicyProblem } from '../../policy/index.js';

/** What is wrong with a policy file, and where. */
export interface FileProblem {
  /** From 1; `undefined` where the whole file is meant. */
  readonly line?: number | undefined;
  readonly message: string;
}

/** A policy file, or what is wrong with it. */
export type ReadPolicy = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly FileProblem[] };

// A policy of ten thousand jobs has less. A file that is larger is another one.
const MOST_BYTES = 16_777_216;

/** Reads a policy file in YAML or JSON. What is wrong with it comes back with its line. */
export function readPolicyFile(path: string): ReadPolicy {
  const problem = (message: string): ReadPolicy => ({ ok: false, problems: [{ message }] });
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return problem(`Expected a policy file of at most 16 MiB, got one of ${String(size)} bytes.`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return problem(`Expected a readable policy file, got ${code === 'ENOENT' ? 'none at this path' : code}.`);
  }
  const lines = new LineCounter();
  // JSON is YAML.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0)
    return {
      ok: false,
      problems: mistakes.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message: `Expected YAML or JSON: ${message}.` })),
    };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    return problem(`Expected YAML or JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const parsed = parsePolicy(value);
  if (parsed.ok) return parsed;
  const problems = parsed.problems.map((found) => ({ line: lineOf(document, lines, found), message: found.message }));
  return { ok: false, problems: problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)) };
}

/** The line of what a problem is about, or of what it is missing in. */
function lineOf(document: Document, lines: LineCounter, { path }: PolicyProblem): number | undefined {
  const keys = [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([A-Za-z_][\w-]*)/g)].map(([, index, quoted, name]) =>
    index === undefined ? (name ?? (JSON.parse(`"${quoted ?? ''}"`) as string)) : Number(index),
  );
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true) as { readonly range?: readonly [number, number, number] | null } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
