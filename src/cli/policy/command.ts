import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { BackupTelemetryError } from '../../errors.js';
import type { PolicyFileProblem } from '../../node/policy/file-text.js';
import { readPolicyFile } from '../../node/policy/policy-file.js';
import type { Policy } from '../../policy/index.js';
import { moment, whole } from '../../server/config/schemas.js';
import { suggest } from '../../untrusted/suggest.js';
import { defineCommand, type Invocation } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { explainPolicy } from './explain.js';
import { comingStarts } from './next-starts.js';

const QUESTIONS = ['check', 'explain', 'next'] as const;

/** `backup-telemetry policy`. */
export const policyCommand = defineCommand({
  description: [
    'Reads a policy file, which states what is promised about backups. `check` says whether it is',
    'valid, else which line is wrong and what was expected. `explain` says in words what is promised.',
    '`next` lists the coming starts, each with its date and zone.',
  ],
  operands: { usage: '<check|explain|next> <file>', min: 2 },
  options: {
    count: {
      type: 'string',
      short: 'c',
      placeholder: '<number>',
      summary: 'How many starts `next` lists',
      schema: whole(1, 1_000),
      default: '10',
    },
    from: {
      type: 'string',
      placeholder: '<time>',
      summary: 'List starts after this moment, such as 2026-06-01T00:00:00Z, in place of now',
      schema: moment(),
    },
    json: { type: 'boolean', summary: 'Print the result as JSON on stdout' },
  },
  examples: [
    'npx @wedsync/backup-telemetry policy check wedsync.yaml',
    'npx @wedsync/backup-telemetry policy explain wedsync.yaml',
    'npx @wedsync/backup-telemetry policy next wedsync.yaml --count 20',
  ],
  async run({ io, style, values, operands }) {
    const [question = '', file = '', ...more] = operands;
    if (more.length > 0) throw usage(`expected one file, got ${String(more.length + 1)}`);
    if (!QUESTIONS.some((known) => known === question)) {
      const meant = suggest(question, QUESTIONS);
      throw usage(`expected check, explain or next, got "${question}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`);
    }
    const read = await readPolicyFile(resolve(io.cwd, file), () => ({ LineCounter, parseDocument }));
    if (!read.ok) {
      if (values.json) io.stdout(`${JSON.stringify({ valid: false, problems: read.problems }, undefined, 2)}\n`);
      else for (const problem of read.problems) io.stderr(`${placeOf(file, problem)}: ${problem.message}\n`);
      return EXIT.failed;
    }
    answer(question as (typeof QUESTIONS)[number], { policy: read.policy, file, io, style, values });
    return EXIT.ok;
  },
});

interface Asked extends Pick<
  Invocation<{ readonly count: number; readonly from: Date | undefined; readonly json: boolean }>,
  'io' | 'style' | 'values'
> {
  readonly policy: Policy;
  readonly file: string;
}

function answer(question: (typeof QUESTIONS)[number], { policy, file, io, style, values }: Asked): void {
  const say = (text: string, json: unknown) => io.stdout(`${values.json ? JSON.stringify(json, undefined, 2) : text}\n`);
  if (question === 'check') {
    const counts = { jobs: policy.jobs.length, tiers: policy.jobs.flatMap(({ tiers }) => tiers).length };
    say(`${file}: valid. ${plural(counts.jobs, 'job')} in ${plural(counts.tiers, 'tier')}.`, { valid: true, ...counts });
  } else if (question === 'explain') {
    say(explainPolicy(policy, style), policy.jobs);
  } else {
    const { starts, silent } = comingStarts(policy, values.count, values.from ?? new Date());
    const width = Math.max(0, ...starts.map(({ text }) => text.length));
    const rows = starts.map(({ text, job, tier, destination }) =>
      [text.padEnd(width), style.bold(job), tier, destination && style.dim(`to ${destination}`)].filter(Boolean).join('  '),
    );
    say([...rows, ...silent.map((line) => style.dim(line))].join('\n'), { starts, silent });
  }
}

function placeOf(file: string, { line }: PolicyFileProblem): string {
  return line === undefined ? file : `${file}:${String(line)}`;
}

function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}

function usage(sentence: string): BackupTelemetryError {
  return new BackupTelemetryError('configuration_invalid', sentence);
}
