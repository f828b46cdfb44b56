import { ALNUM, DIGIT, isAt, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

const PHONE = /[+(]?\d(?:[ \t]?[-.()/\u00a0\u2010-\u2013]?[ \t]?\d){5,16}/y;
const INTERNATIONAL = /^(?:\+|00)[1-9]/;
const NORTH_AMERICA = /^(?:1[-. ]?)?(?:\([2-9]\d\d\)[-. ]?|[2-9]\d\d[-.])[2-9]\d\d[-. ]\d{4}$/;
// 020 7946 0958, 06 12 34 56 78, 0171-123-4567: one kind of mark throughout.
const NATIONAL = /^\(?0[1-9]\d{0,4}\)?([ .-])\d{2,4}(?:\1\d{2,4}){1,4}$/;
const WORD_BEFORE =
  /(?:phone|tel|telefon|téléphone|telefono|teléfono|mobile|mobil|móvil|cell|handy|fax|call|sms|whatsapp|msisdn|portable|телефон|电话|電話|전화)(?:[ _-]?(?:number|no|nr|nummer))?["']?[ \t]{0,3}(?:[.:=]|is|at)?[ \t]{0,3}["']?$/i;

/** Phone numbers: international, North American, national with a leading zero, and any number behind a word for phone. */
export const phoneRule: Rule = {
  name: 'phone-number',
  triggers: [
    '+0',
    '(0',
    '-000-',
    '.000.',
    '00 00 00',
    '00.00.00',
    '000 0000',
    '000 000 ',
    '000-000',
    'phone',
    'tel:',
    'tel.',
    'telefon',
    'telef',
    'téléphone',
    'mobil',
    'mobile',
    'móvil',
    'cell',
    'handy',
    'fax',
    'call ',
    'sms',
    'whatsapp',
    'msisdn',
    'портатив',
    'телефон',
    '电话',
    '電話',
    '전화',
  ],
  find(text, from, to, findings) {
    const word = !isAt(text, to - 1, DIGIT) && !/[-. ]/.test(text[from]!) && !isAt(text, from, DIGIT);
    let start = word ? numberBehind(text, to) : from;
    if (start < 0) return;
    if (!word) while (start > 0 && start > from - 12 && isNumberPart(text, start - 1)) start--;
    while (/[-. )]/.test(text.charAt(start))) start++;
    PHONE.lastIndex = start;
    const longest = PHONE.exec(text)?.[0];
    if (longest === undefined) return;
    findings.skipTo(start + longest.length);
    if (isAt(text, start - 1, ALNUM | UNDERSCORE) || (/[.:,/-]/.test(text.charAt(start - 1)) && isAt(text, start - 2, DIGIT))) return;
    const found = cutToWords(text, start, longest);
    if (found === undefined) return;
    const end = start + found.length;
    const digits = found.replace(/\D/g, '').length;
    const marked = found.length > digits + 1;
    if (isPhone(text, start, found, digits, marked) && !isInUuid(text, start, end)) findings.redact(start, end);
  },
};

/** Without the groups at the end that belong to the next word: a date, a count, an id. */
function cutToWords(text: string, start: number, longest: string): string | undefined {
  let found = longest;
  for (let cuts = 0; cuts < 6; cuts++) {
    const end = start + found.length;
    const goesOn = isAt(text, end, ALNUM | UNDERSCORE) || (/[.:,/-]/.test(text.charAt(end)) && isAt(text, end + 1, DIGIT));
    if (!goesOn) return found;
    const blank = found.lastIndexOf(' ');
    if (blank < 7 || !found.startsWith('+')) return undefined;
    found = found.slice(0, blank).trimEnd();
  }
  return undefined;
}

function isPhone(text: string, start: number, found: string, digits: number, marked: boolean): boolean {
  if (digits < 7 || digits > 15 || isDate(found)) return false;
  if (INTERNATIONAL.test(found) && (digits >= 9 || marked) && (found[0] === '+' || marked)) return true;
  if (NORTH_AMERICA.test(found)) return true;
  if (digits >= 10 && digits <= 11 && NATIONAL.test(found)) return true;
  const before = text.slice(Math.max(0, start - 32), start);
  // `call 1234567 failed`: these words have other meanings, and a number of seven digits many.
  return WORD_BEFORE.test(before) && (marked || digits >= 9 || !/(?:call|cell|handy|portable|mobil|mobile)\W{0,3}$/i.test(before));
}

/** Groups of a UUID may all be digits, and then look like a number abroad. */
function isInUuid(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - 36);
  const found = UUID.exec(text.slice(from, end + 36));
  return found !== null && from + found.index < end && from + found.index + 36 > start;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const isDate = (found: string): boolean => /^\d{4}([-./ ])\d{2}\1\d{2}\b/.test(found) || /^\d{2}([-./])\d{2}\1(?:19|20)\d{2}\b/.test(found);

const isNumberPart = (text: string, at: number): boolean => isAt(text, at, DIGIT) || /[-. ()+]/.test(text[at]!);

function numberBehind(text: string, at: number): number {
  for (let i = at; i < at + 12 && i < text.length; i++) if (isAt(text, i, DIGIT) || text[i] === '+' || text[i] === '(') return i;
  return -1;
}
