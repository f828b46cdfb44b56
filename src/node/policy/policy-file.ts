import { readFile, stat } from 'node:fs/promises';
import { parsePolicy, type Policy, type PolicyProblem } from '../../policy/index.js';
import type { PolicyFileProblem, ReadText } from './file-text.js';
import { readJson } from './json-text.js';
import { readYaml, type YamlPackage } from './yaml-text.js';

/** A policy file, or what is wrong with it. */
export type ReadPolicyFile =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly PolicyFileProblem[] };

// A policy of ten thousand jobs has less. A file that is larger is another one.
const MOST_BYTES = 16_777_216;

const NO_YAML =
  'Expected JSON, since the package yaml is not installed, got a file that is none. To read YAML run: npm install yaml. Or write the policy as JSON';

/** Reads a policy file in YAML or JSON. What is wrong with it comes back with its line. @param yaml - The package, where it is there */
export async function readPolicyFile(path: string | URL, yaml: () => YamlPackage | undefined): Promise<ReadPolicyFile> {
  try {
    const text = await readText(path);
    return typeof text === 'string' ? parseText(text, String(path).endsWith('.json'), yaml) : text;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return refuse(`Expected a readable policy file, got ${code === 'ENOENT' ? 'none at this path' : code}.`);
  }
}

async function readText(path: string | URL): Promise<string | ReadPolicyFile> {
  const found = await stat(path);
  // A pipe that nobody writes to would be waited for.
  if (!found.isFile()) return refuse('Expected a readable policy file, got something at this path that is no file.');
  if (found.size > MOST_BYTES) return refuse(`Expected a policy file of at most 16 MiB, got one of ${String(found.size)} bytes.`);
  try {
    // Without its byte order mark. A letter that can not be read must not become the same sign as any other.
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refuse('Expected a policy file in UTF-8, got another encoding.');
  }
}

function parseText(text: string, isJson: boolean, yaml: () => YamlPackage | undefined): ReadPolicyFile {
  const read = readAs(text, isJson, yaml);
  if (!read.ok) return read;
  const parsed = parsePolicy(read.value);
  if (parsed.ok) return parsed;
  const problems = parsed.problems.map((found) => ({ line: lineOf(read, found), message: found.message }));
  return { ok: false, problems: problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)) };
}

function readAs(text: string, isJson: boolean, yaml: () => YamlPackage | undefined): ReadText {
  if (isJson) return readJson(text);
  const found = yaml();
  if (found) return readYaml(text, found);
  return /^\s*\{/.test(text) ? readJson(text) : { ok: false, problems: [{ message: `${NO_YAML}.` }] };
}

/** The line of what a problem is about, or of what it is missing in. */
function lineOf({ lineOf: find }: Extract<ReadText, { ok: true }>, { path }: PolicyProblem): number | undefined {
  const keys = [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([A-Za-z_$][\w-]*)/g)].map(([, index, quoted, name]) =>
    index === undefined ? (name ?? (JSON.parse(`"${quoted ?? ''}"`) as string)) : Number(index),
  );
  for (let length = keys.length; length > 0; length -= 1) {
    const line = find(keys.slice(0, length));
    if (line !== undefined) return line;
  }
  return undefined;
}

function refuse(message: string): ReadPolicyFile {
  return { ok: false, problems: [{ message }] };
}
