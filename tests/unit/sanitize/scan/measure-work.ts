// Runs as a program of its own, on the compiled modules: a proxy around a text is slow enough without a test runner's wrapper.
import { builtInRules } from '../../../../src/sanitize/rules/index.js';
import { VENDOR_FAMILIES_A_TO_G } from '../../../../src/sanitize/data/vendor-families-a-g.js';
import { VENDOR_FAMILIES_H_TO_Z } from '../../../../src/sanitize/data/vendor-families-h-z.js';
import { VENDOR_MARKS } from '../../../../src/sanitize/data/vendor-marks.js';
import { createScan } from '../../../../src/sanitize/scan/scan.js';
import { countingText } from './counting-text.js';

const SHORT = 1024;
const LONG = 4 * SHORT;
/** Four times the text is four times the work; a little more for what stands at the ends. */
const LIMIT_RATIO = 5;
const LIMIT_READS_PER_CHARACTER = 40;
const SEPARATORS = ['.', '-', '_', '=', ' ', '/', ':', '"', '@', '\n', `${'a'.repeat(28)}-`, 'aB3xYz9', '=a ', '1', ''];
/** Found by trying: each was quadratic once. */
const KNOWN = [
  `dose${'a'.repeat(28)}-`,
  'sm_sat_.sk-ant-glwt-pk_test_',
  'vci_==authorization ',
  'phrase secrèteamig4ageama',
  'authorization, ',
  'passphrase cookie ',
  's3:"| passwd:',
  '- name: password\n  value: x\n',
  'value: |\n  x\nname: password\n',
  '{"name":"password","value":',
  '{"a":"password","b":{',
  '{"name":"password","z":1,"value":{',
];

/** The same numbers in each run: what fails today fails tomorrow. */
let seed = 20_261;
const below = (limit: number): number => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (seed >>> 8) % limit;
};
const oneOf = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;

const prefixes = [VENDOR_FAMILIES_A_TO_G, VENDOR_FAMILIES_H_TO_Z, VENDOR_MARKS].flatMap((table) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[1]!),
);
const spelt = (trigger: string): string => (below(3) === 0 ? trigger.toUpperCase() : trigger).replace(/0/g, '4');
const pairs = builtInRules.flatMap((one) =>
  builtInRules.map((other) => spelt(oneOf(one.triggers)) + oneOf(SEPARATORS) + spelt(oneOf(other.triggers)) + oneOf(SEPARATORS)),
);
const mixes = Array.from({ length: 250 }, () => {
  const separator = oneOf(SEPARATORS);
  const parts = Array.from({ length: 1 + below(4) }, () => (below(2) === 0 ? oneOf(prefixes) : spelt(oneOf(oneOf(builtInRules).triggers))));
  return parts.map((part) => part + (below(3) === 0 ? oneOf(SEPARATORS) : separator)).join('');
});

const scan = createScan(builtInRules);
const readsOf = (unit: string, length: number): number => {
  const { text, reads } = countingText(unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
  scan(text);
  return reads.count;
};
const units = [...KNOWN, ...pairs, ...mixes];
const slow = units.flatMap((unit) => {
  const long = readsOf(unit, LONG);
  const ratio = long / readsOf(unit, SHORT);
  const readsPerCharacter = long / LONG;
  return ratio > LIMIT_RATIO || readsPerCharacter > LIMIT_READS_PER_CHARACTER ? [{ unit, ratio, readsPerCharacter }] : [];
});
console.log(JSON.stringify({ units: units.length, slow }));
