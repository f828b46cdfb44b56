import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { policyRules } from '../../conditions/policy/policy-rules.js';
import { asJson, type Asked } from './asked.js';
import { EXIT } from '../exit-codes.js';
import { rulesText } from './rules-text.js';

/** Writes the thresholds of a policy as recording rules, or says whether a file is what it would write. */
export function answerRules({ policy, file, io, values }: Asked): number {
  const group = policyRules(policy);
  const text = rulesText([group], headOf(basename(file)));
  const { check } = values;
  if (check === undefined) {
    io.stdout(values.json ? `${asJson({ groups: [group] })}\n` : text);
    return EXIT.ok;
  }
  const there = readOrSay(resolve(io.cwd, check));
  if (there === text) {
    io.stdout(`${check}: as ${file} states it.\n`);
    return EXIT.ok;
  }
  const wanted = `Run: npx @wedsync/backup-telemetry policy rules ${file} > ${check}`;
  io.stderr(
    typeof there === 'string'
      ? `${check}:${String(firstDifference(there, text))}: Expected the rules of ${file}, got others from this line on. ${wanted}\n`
      : `${check}: Expected the rules of ${file}, got ${there.problem}. ${wanted}\n`,
  );
  return EXIT.failed;
}

function readOrSay(path: string): string | { readonly problem: string } {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? 'no file' : code };
  }
}

/** From 1. */
function firstDifference(one: string, other: string): number {
  const lines = other.split('\n');
  return one.split('\n').findIndex((line, index) => line !== lines[index]) + 1 || lines.length;
}

function headOf(file: string): string {
  return `# Thresholds of ${file} for jobs that do not state them, written by \`backup-telemetry policy rules\`. Do not edit by hand.
# Load it beside rules.yaml. What a job states itself goes before.
`;
}
