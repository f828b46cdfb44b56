import type { Style } from '../style.js';
import type { Evidence, Finding } from './findings.js';
import type { SlotResult } from './search.js';
import { sentenceOf } from './sentences.js';
import type { Signal } from './canary-slots.js';

const SIGNALS: readonly Signal[] = ['traces', 'metrics', 'logs'];
const ALL_FAMILIES = 4;
const MARKS = { leaked: '✗', clean: '✓', removed: '✓', lost: '·' } as const;

/** The report for people. */
export function renderReport(evidence: Evidence, findings: readonly Finding[], style: Style, verbose: boolean): string {
  const { bold, dim, green, yellow } = style;
  const lines: string[] = [`${bold('OpenTelemetry'.padEnd(15))} ${describeLoaded(evidence.loaded)}`, ''];
  for (const signal of SIGNALS) {
    const own = evidence.slots.filter(({ slot }) => slot.signal === signal);
    lines.push(`${bold(signal.padEnd(15))} ${summaryOf(own, style)}`);
    for (const result of own) {
      if (result.state !== 'leaked' && !verbose) continue;
      const paint = result.state === 'leaked' ? yellow : result.state === 'lost' ? dim : green;
      const what =
        result.state === 'leaked'
          ? `leaked: ${result.families.length === ALL_FAMILIES ? 'every kind of secret' : result.families.join(', ')}`
          : result.state;
      lines.push(`  ${paint(MARKS[result.state])} ${result.slot.label.padEnd(24)} ${dim(what)}`);
    }
  }
  lines.push('');
  for (const finding of findings) {
    const { says, doThis } = sentenceOf(finding);
    const head = finding.level === 'info' ? dim('info') : yellow(finding.level);
    lines.push(`${head}  ${bold(says)}`, `  ${dim('→')} ${doThis}`, '');
  }
  lines.push(verdictOf(evidence, findings, style));
  return `${lines.join('\n')}\n`;
}

/** Green only where nothing was found; what could not be looked at is a finding as well. */
function verdictOf({ backup }: Evidence, findings: readonly Finding[], { green }: Style): string {
  const count = (level: Finding['level']) => {
    const many = findings.filter((finding) => finding.level === level).length;
    return many === 0 ? [] : [`${many} ${level}${many === 1 ? '' : 's'}`];
  };
  const found = [...count('error'), ...count('warning')].join(', ');
  if (count('error').length > 0) return `${found}.`;
  return `${found === '' ? green('Clean.') : `${found}.`} No secret left${backup === 'ran' ? ', and a real backup arrived' : ''}.`;
}

function summaryOf(slots: readonly SlotResult[], { green, yellow, dim }: Style): string {
  const many = (state: SlotResult['state']) => slots.filter((slot) => slot.state === state).length;
  const leaked = many('leaked');
  const kept = many('clean') + many('removed');
  return [
    ...(leaked > 0 ? [yellow(`${leaked} leaked`)] : []),
    ...(kept > 0 ? [green(`${kept} without a secret`)] : []),
    ...(many('lost') > 0 ? [dim(`${many('lost')} did not arrive`)] : []),
  ].join(', ');
}

function describeLoaded(loaded: readonly string[]): string {
  const shown = loaded.filter((entry) => /^@opentelemetry\/(?:api|api-logs|sdk-[a-z-]+) /.test(entry));
  return shown.length === 0 ? 'not loaded' : shown.map((entry) => entry.replace('@opentelemetry/', '')).join(', ');
}
