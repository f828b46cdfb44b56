import type { Rule } from '../../../../src/sanitize/scan/rule.js';

const FILLERS = [
  '',
  'a',
  'A1',
  '0',
  ' ',
  '.',
  '-',
  '_',
  '=',
  ':',
  '/',
  '\\',
  '"',
  "'",
  '@',
  '%',
  '%2',
  '{',
  '[',
  '$',
  '=a ',
  ':a ',
  ' a',
  '="',
  '\\"',
  '\n',
  ': |\n ',
  'aB3',
  '}',
  '<',
  '>',
];

/** What documents hold many times: each entry is a name, and has a value near by. */
const DOCUMENTS: readonly string[] = [
  '- name: password\n  value: x\n',
  '- value: x # c\n  name: password # c\n',
  '{"name":"password","value":"x"},',
  '{"a":"x","b":"password"},',
  '{"b":"password","a":"x"},',
  '{"name":"password","value":',
  '{a:{password:"',
  'Param(name="password",',
  'value: |\n  x\nname: password\n',
  '  x\nname: password\n',
  '<name>password</name><a>b</a>',
  '<property><name>password</name><!-- c --><value>x</value></property>\n',
  '<password><value>',
  '<password><!--',
  'password: # c\n  x\n',
  'git config x.token y ',
];

/** Strings of `length` made from a rule's own triggers: repeated, glued, spaced, and with what a finder might run along. */
export function adversarialTexts(rule: Rule, length: number): string[] {
  const fill = (unit: string): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const texts = rule.name === 'secret-assignment' ? DOCUMENTS.map(fill) : [];
  const digits = (trigger: string): string => trigger.replace(/0/g, '4');
  const step = Math.max(1, Math.floor(rule.triggers.length / 8));
  const picked = rule.triggers.filter((_, i) => i % step === 0).map(digits);
  picked.forEach((trigger, i) => {
    const fillers = picked.length > 4 ? FILLERS.filter((_, j) => (i + j) % 6 === 0) : FILLERS;
    for (const filler of fillers) texts.push(fill(trigger + filler), fill(filler + trigger));
    texts.push((trigger + 'a'.repeat(length)).slice(0, length), ('a'.repeat(length) + trigger).slice(-length), trigger + '"' + fill('a '));
  });
  return texts.filter((text) => text.length > 0);
}

/** Milliseconds of CPU of the fastest of `times` runs: by the clock a run that is long is held up by a busy machine, and a short one is not. */
export function fastest(times: number, run: () => unknown): number {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
