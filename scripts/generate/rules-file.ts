// otel-collector/prometheus/rules.yaml.
import { rulesText } from '../../src/cli/policy/rules-text.js';
import type { RuleGroup } from '../../src/conditions/groups.js';

const HEAD = `# Generated from src/conditions by \`npm run rules\`. Do not edit by hand.
#
# Rules never look at long windows of what the processes export. \`...:state\` is the newest value that is believed, kept by its own last value;
# \`...:checkpoint\` brings it back after a time without Prometheus, up to a day; \`...:future\` holds times that are not believed.
# \`...:history\` has one sample for each successful run. The value of an alert is its episode: the stored fact it stands on.
`;

/** @returns the rules as YAML */
export function rulesFile(groups: readonly RuleGroup[]): string {
  return rulesText(groups, HEAD);
}
