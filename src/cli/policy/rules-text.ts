import { Scalar, stringify } from 'yaml';
import type { RuleGroup } from '../../conditions/groups.js';

/** Rules as a YAML file for Prometheus. @param head - Comment at its top */
export function rulesText(groups: readonly RuleGroup[], head: string): string {
  const written = groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(withStyles) }));
  // Prometheus shows an expression as it stands here, so that no line of it is folded.
  return head + stringify({ groups: written }, { lineWidth: 0 });
}

function withStyles(rule: RuleGroup['rules'][number]): object {
  const { labels } = rule;
  return {
    ...('record' in rule ? { record: rule.record } : { alert: rule.alert }),
    expr: scalar(rule.expr, Scalar.BLOCK_LITERAL),
    ...('for' in rule && { for: rule.for }),
    ...(labels && { labels: quoted(labels) }),
    ...('annotations' in rule && { annotations: quoted(rule.annotations) }),
  };
}

function quoted(texts: Readonly<Record<string, string>>): Readonly<Record<string, Scalar>> {
  const styleOf = (text: string) => (/^[a-z]+$/.test(text) ? Scalar.PLAIN : Scalar.QUOTE_SINGLE);
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, scalar(text, styleOf(text))]));
}

function scalar(text: string, type: Scalar.Type): Scalar {
  return Object.assign(new Scalar(text), { type });
}
