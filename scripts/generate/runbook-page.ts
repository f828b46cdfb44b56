// docs/runbooks: a page for each condition, and their index.
import { basename } from 'node:path';
import { isOfJob } from '../../src/conditions/runbook/of-job.js';
import type { Condition, RunbookStep, Threshold } from '../../src/conditions/types.js';

const HEAD = '<!-- Generated from src/conditions by `npm run rules`. Do not edit by hand. -->';

const FILL_IN = `Words in capitals stand for labels of the alert: copy each value from there. For a label that the alert does not have, leave nothing between the quotes.\n\n`;

/** @returns the runbook of a condition as Markdown */
export function runbookPage({ name, severity, description, threshold, guide }: Condition): string {
  return `${[
    HEAD,
    `# ${name}`,
    `**Severity**: ${severity}${threshold === undefined ? '' : `. **Threshold**: ${thresholdText(threshold)}`}`,
    plain(description.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '`$1`')),
    `## What it means\n\n${guide.meaning}`,
    `## What is at risk\n\n${guide.risk}`,
    `## How to check\n\n${guide.check.some(isAboutJob) ? FILL_IN : ''}${numbered(guide.check)}`,
    `## What to do\n\n${numbered(guide.act)}`,
    `## When to escalate\n\n${guide.escalate}`,
  ].join('\n\n')}\n`;
}

/** @returns the list of all runbooks as Markdown */
export function runbookIndex(conditions: readonly Condition[]): string {
  const rows = conditions.map(
    ({ name, severity, runbook, summary }) => `| [${name}](${basename(runbook)}) | ${severity} | ${plain(summary)} |`,
  );
  return `${[
    HEAD,
    '# Runbooks',
    'One page for each alert, for somebody who was woken by it. The annotation `runbook` of the alert says which.',
    ['| alert | severity | means |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}

function thresholdText({ gauge, byDefault }: Threshold): string {
  return gauge === undefined
    ? `${byDefault.replace(/\.$/, '')}.`
    : `what the job states (\`${gauge}\`); without it ${byDefault.replace(/\.$/, '')}.`;
}

/** A text of a condition without the places that an alert fills in. */
function plain(text: string): string {
  const sentence = text.replaceAll('{subject}', 'the job').replaceAll(/ ?\{\{ \$labels\.(\w+) \}\}/g, '');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function numbered(steps: readonly RunbookStep[]): string {
  return steps.map((step, index) => `${index + 1}. ${typeof step === 'string' ? step : withCode(step)}`).join('\n');
}

function isAboutJob(step: RunbookStep): boolean {
  return typeof step === 'object' && 'promql' in step && isOfJob(step.promql);
}

function withCode(step: Exclude<RunbookStep, string>): string {
  const [language, text] = 'promql' in step ? ['promql', step.promql] : ['sh', step.sh];
  const { say } = step;
  return [say, '', `\`\`\`${language}`, text, '```', ''].join('\n   ').replaceAll(/ +$/gm, '');
}
