// First and last of each range: what shows no glyph of its own, or turns the direction of what stands beside it.
const RANGES: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1a],
  [0x1c, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x307, 0x307],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
];
const VISIBLE = 0;
const INVISIBLE = 1;
const FOLDED = 2;

const kinds = new Uint8Array(65_536);
for (const [first, last] of RANGES) kinds.fill(INVISIBLE, first, last + 1);
// Full-width forms, letters in circles and the like, letters that become ASCII in another case, and letters of mathematics.
kinds.fill(FOLDED, 0xff01, 0xff5f);
kinds.fill(FOLDED, 0x2460, 0x2500);
kinds.fill(FOLDED, 0x2100, 0x2150);
for (const letter of 'ıİſ') kinds[letter.charCodeAt(0)] = FOLDED;
for (const lead of [0xd82f, 0xd834, 0xd835, 0xdb40]) kinds[lead] = FOLDED;

/** Whether a UTF-16 unit says that a word may read otherwise than its units do. */
export const isDisguise = (unit: number): boolean => kinds[unit] !== VISIBLE;

/** What a reader sees at `at` (-1: nothing), and how many units of the text it takes. `undefined`: what stands there. */
export function seenAt(text: string, at: number): readonly [unit: number, size: number] | undefined {
  const unit = text.charCodeAt(at);
  const kind = kinds[unit];
  if (kind === VISIBLE) return undefined;
  // A dot above is a part of its letter, apart from the one that Turkish puts on an `i`.
  if (unit === 0x307) return /[iI]/.test(text.charAt(at - 1)) ? [-1, 1] : undefined;
  if (kind === INVISIBLE) return [-1, 1];
  if (unit > 0xff00) return [unit - 0xfee0, 1];
  if (unit === 0x131) return [105, 1];
  if (unit === 0x130) return [73, 1];
  const size = unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
  const character = text.slice(at, at + size);
  // Tags, variation selectors, marks of music and shorthand.
  if (size === 2 && /\p{Default_Ignorable_Code_Point}/u.test(character)) return [-1, 2];
  const plain = character.normalize('NFKC');
  return plain.length === 1 && plain.charCodeAt(0) < 128 ? [plain.charCodeAt(0), size] : undefined;
}
