// otel-collector/prometheus/rules.yaml.

const HEAD = `# Generated from src/conditions by \`npm run rules\`. Do not edit by hand.
#
# Rules never look at long windows of what the processes export. \`...:state\` is the newest value that is believed, kept by its own last value;
# \`...:checkpoint\` brings it back after a time without Prometheus, up to a day; \`...:future\` holds times that are not believed.
# \`...:history\` has one sample for each successful run. The value of an alert is its episode: the stored fact it stands on.
groups:`;

/** @returns the rules as YAML */
export function rulesFile(groups) {
  return `${[HEAD, ...groups.map(groupText)].join('\n')}\n`;
}

function groupText({ name, interval, rules }) {
  return [`  - name: ${name}`, `    interval: ${interval}`, `    rules:`, ...rules.map(ruleText)].join('\n');
}

function ruleText(rule) {
  const { record, alert, expr, labels, annotations } = rule;
  return [
    record === undefined ? `      - alert: ${alert}` : `      - record: ${record}`,
    `        expr: |-`,
    ...expr.split('\n').map((line) => `          ${line}`),
    ...(rule.for === undefined ? [] : [`        for: ${rule.for}`]),
    ...mapText('labels', labels),
    ...mapText('annotations', annotations),
  ].join('\n');
}

function mapText(name, map) {
  if (map === undefined) return [];
  return [`        ${name}:`, ...Object.entries(map).map(([key, value]) => `          ${key}: ${quote(value)}`)];
}

function quote(text) {
  return /^[a-z]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
