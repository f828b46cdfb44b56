// otel-collector/prometheus/rules.yaml.
import { Scalar, stringify } from 'yaml';
import type { RuleGroup } from '../../src/conditions/groups.js';

const HEAD = `# Generated from src/conditions by \`npm run rules\`. Do not edit by hand.
#
# Rules never look at long windows of what the processes export. \`...:state\` is the newest value that is believed, kept by its own last value;
# \`...:checkpoint\` brings it back after a time without Prometheus, up to a day; \`...:future\` holds times that are not believed.
# \`...:history\` has one sample for each successful run. The value of an alert is its episode: the stored fact it stands on.
`;

/** @returns the rules as YAML */
export function rulesFile(groups: readonly RuleGroup[]): string {
  const written = groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(withStyles) }));
  // Prometheus shows an expression as it stands here, so that no line of it is folded.
  return HEAD + stringify({ groups: written }, { lineWidth: 0 });
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
