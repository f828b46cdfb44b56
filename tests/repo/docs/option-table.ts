import type { OptionSpec, OptionTable } from '../../../src/server/config/option-table.js';
import { variableOf } from '../../../src/server/config/variables.js';

/** The options of a command as a table in Markdown. */
export function optionTable(options: OptionTable, prefix: string): string {
  const rows = Object.entries(options).map(([name, option]) => [
    `\`--${name}\``,
    `\`${variableOf(prefix, name)}\``,
    option.summary,
    without(option),
  ]);
  return [['option', 'variable', 'holds', 'default'], ['---', '---', '---', '---'], ...rows].map(line).join('\n');
}

/** A page in which the table between the marks of a command is the one that its options make. */
export function withOptionTable(page: string, command: string, table: string): string {
  const [start, end] = [
    `<!-- Options of \`${command}\`, generated from its table: npx vitest run tests/repo/docs/options.test.ts -u -->\n`,
    '\n<!-- end -->',
  ];
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`Expected the page to hold the line ${start.trim()} and, below, ${end.trim()}.`);
  return `${page.slice(0, from + start.length)}${table}${page.slice(to)}`;
}

function without(option: OptionSpec): string {
  if (option.type === 'boolean') return 'off';
  if (option.needed !== undefined) return 'needed';
  return option.default === undefined ? (option.otherwise ?? '') : `\`${option.default}\``;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`;
}
