import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { BackupTelemetryError } from '../../errors.js';
import type { PolicyFileProblem } from '../../node/policy/file-text.js';
import { readPolicyFile } from '../../node/policy/policy-file.js';
import { moment, oneOf, whole } from '../../server/config/schemas.js';
import { printable } from '../../untrusted/printable.js';
import { suggest } from '../../untrusted/suggest.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { explainPolicy } from './explain.js';
import { asJson, plural, type Asked } from './asked.js';
import { comingStarts } from './next-starts.js';
import { answerRules } from './rules.js';
import { answerSimulate } from './simulate/answer.js';

/** What may be asked, and what answers it with an exit code. */
const QUESTIONS: Readonly<Record<string, (asked: Asked) => number | Promise<number>>> = {
  check: answerCheck,
  explain: answerExplain,
  next: answerNext,
  simulate: answerSimulate,
  rules: answerRules,
};
const NAMES = Object.keys(QUESTIONS);

/** `backup-telemetry policy`. */
export const policyCommand = defineCommand({
  description: [
    'Reads a policy file, which states what is promised about backups. `check` says whether it is',
    'valid, else which line is wrong and what was expected. `explain` says in words what is promised.',
    '`next` lists the coming starts, each with its date and zone. `simulate` plays a recorded history,',
    'events as JSON lines, as if each job had stated what the policy promises, and lists the alerts.',
    '`rules` writes the thresholds as recording rules of Prometheus, for jobs that do not state them.',
  ],
  operands: { usage: `<${NAMES.join('|')}> <file>`, min: 1 },
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
    events: {
      type: 'string',
      placeholder: '<file>',
      summary: 'Read the history that `simulate` plays from this file, in place of standard input',
    },
    until: {
      type: 'string',
      placeholder: '<time>',
      summary: 'Let `simulate` go on to this moment, in place of that of the last event',
      schema: moment(),
    },
    'fail-on': {
      type: 'string',
      placeholder: '<severity>',
      summary: 'Let `simulate` end with 1 where an alert of this severity would have fired: critical, warning or never',
      schema: oneOf(['critical', 'warning', 'never']),
      default: 'never',
    },
    check: {
      type: 'string',
      placeholder: '<file>',
      summary: 'Let `rules` say whether this file is what it would write, in place of writing',
    },
    json: { type: 'boolean', summary: 'Print the result as JSON on stdout' },
  },
  examples: [
    'npx @wedsync/backup-telemetry policy check wedsync.yaml',
    'npx @wedsync/backup-telemetry policy explain wedsync.yaml',
    'npx @wedsync/backup-telemetry policy next wedsync.yaml --count 20',
    'npx @wedsync/backup-telemetry policy simulate wedsync.yaml < events.jsonl',
    'npx @wedsync/backup-telemetry policy rules wedsync.yaml > policy-rules.yaml',
  ],
  async run({ io, style, values, operands }) {
    const [question = '', file, ...more] = operands;
    if (more.length > 0) throw usage(`expected one file, got ${String(more.length + 1)}`);
    const answer = Object.hasOwn(QUESTIONS, question) ? QUESTIONS[question] : undefined;
    if (!answer) {
      const meant = suggest(question, NAMES);
      throw usage(
        `expected ${NAMES.slice(0, -1).join(', ')} or ${NAMES.at(-1) ?? ''}, got "${question}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`,
      );
    }
    if (file === undefined) throw usage(`${question}: missing <file>`);
    const read = await readPolicyFile(resolve(io.cwd, file), () => ({ LineCounter, parseDocument }));
    if (!read.ok) {
      if (values.json) io.stdout(`${JSON.stringify({ valid: false, problems: read.problems }, undefined, 2)}\n`);
      else for (const problem of read.problems) io.stderr(`${placeOf(file, problem)}: ${printable(problem.message)}\n`);
      return EXIT.failed;
    }
    return answer({ policy: read.policy, file, io, style, values });
  },
});

function answerCheck({ policy, file, io, values }: Asked): number {
  const counts = { jobs: policy.jobs.length, tiers: policy.jobs.flatMap(({ tiers }) => tiers).length };
  const text = `${file}: valid. ${plural(counts.jobs, 'job')} in ${plural(counts.tiers, 'tier')}.`;
  io.stdout(`${values.json ? asJson({ valid: true, ...counts }) : text}\n`);
  return EXIT.ok;
}

function answerExplain({ policy, io, style, values }: Asked): number {
  io.stdout(`${values.json ? asJson(policy.jobs) : explainPolicy(policy, style)}\n`);
  return EXIT.ok;
}

function answerNext({ policy, io, style, values }: Asked): number {
  const { starts, silent } = comingStarts(policy, values.count, values.from ?? new Date());
  const width = Math.max(0, ...starts.map(({ text }) => text.length));
  const rows = starts.map(({ text, job, tier, destination }) =>
    [text.padEnd(width), style.bold(printable(job)), tier && printable(tier), destination && style.dim(printable(`to ${destination}`))]
      .filter(Boolean)
      .join('  '),
  );
  io.stdout(`${values.json ? asJson({ starts, silent }) : [...rows, ...silent.map((line) => style.dim(printable(line)))].join('\n')}\n`);
  return EXIT.ok;
}

function placeOf(file: string, { line }: PolicyFileProblem): string {
  return line === undefined ? file : `${file}:${String(line)}`;
}

function usage(sentence: string): BackupTelemetryError {
  return new BackupTelemetryError('configuration_invalid', sentence);
}
