import { readFileSync } from 'node:fs';
import { seededRandom } from './secrets.mjs';
const WORDS = ['orders', 'guests', 'invoices', 'photos', 'events', 'venues', 'payments_log', 'seatings', 'messages', 'menu_items'];
const JOBS = ['wedding-db-nightly', 'photos-weekly', 'mail-hourly', 'crm-full', 'ledger-incremental'];
/** Lines without anything to hide, three of each form in the table, with the same numbers on each run. @returns {string[]} */
export function ordinaryLines() {
  const table = readFileSync(new URL('./ordinary-lines.txt', import.meta.url), 'utf8');
  const lines = table.split('\n').filter((row) => row !== '' && !row.startsWith('#'));
  return [...new Set(lines.flatMap((row, index) => [0, 1, 2].map((i) => fill(row, seededRandom(7_000_000 + index * 10 + i)))))];
}
/** @param {string} row @param {() => number} random @returns {string} */
function fill(row, random) {
  const below = (limit) => Math.floor(random() * limit);
  const pad = (value) => String(value).padStart(2, '0');
  const hex = (length) => Array.from({ length }, () => '0123456789abcdef'[below(16)]).join('');
  const date = (mark) => [2024 + below(3), pad(1 + below(12)), pad(1 + below(28))].join(mark);
  const clock = () => [below(24), below(60), below(60)].map(pad).join(':');
  const forms = {
    n: () => String(below(10 ** (1 + below(10)))),
    n1: () => String(1 + below(9)),
    n2: () => String(10 + below(90)),
    n3: () => String(100 + below(900)),
    n4: () => String(1000 + below(9000)),
    t: () => `${date('-')}T${clock()}.${100 + below(900)}Z`,
    c: clock,
    D: () => date('-'),
    D2: () => date('/'),
    w: () => WORDS[below(WORDS.length)],
    j: () => JOBS[below(JOBS.length)],
    v: () => `${below(30)}.${below(20)}.${below(20)}`,
    U: () => [8, 4, 4, 4, 12].map(hex).join('-'),
    W: () => hex(24).toUpperCase(),
    s: () => `${below(999)}.${pad(below(99))} ${['B', 'KiB', 'MiB', 'GiB', 'kB', 'MB', 'GB'][below(7)]}`,
  };
  return row.replace(/\{(h(\d+)|[a-zA-Z]\d?)\}/g, (whole, name, size) =>
    size !== undefined ? hex(Number(size)) : (forms[name]?.() ?? whole),
  );
}
