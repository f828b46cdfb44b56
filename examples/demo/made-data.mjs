// @ts-check

/** Tables of the made database and how many rows each gets. */
const ROWS = { couples: 4_000, vendors: 360, timelines: 40_000, payments: 20_000 };

/** @typedef {keyof typeof ROWS} TableName */

const TABLES = /** @type {TableName[]} */ (Object.keys(ROWS));

export const SCHEMA = `
  create table couples (id int primary key, partner_one text not null, partner_two text not null, email text not null,
    wedding_date date not null, venue text not null, guests int not null);
  create table vendors (id int primary key, name text not null, trade text not null, city text not null, email text not null);
  create table timelines (id int primary key, couple_id int not null references couples, vendor_id int not null references vendors,
    starts_at time not null, title text not null, notes text not null);
  create table payments (id int primary key, couple_id int not null references couples, vendor_id int not null references vendors,
    amount numeric(10, 2) not null, due date not null, status text not null);`;

const FIRST =
  'Amira Anna Ben Bruno Clara Daniel Elena Emil Fatima Felix Greta Hugo Ines Jonas Karim Lea Luca Mara Nils Olivia Paul Rosa'.split(' ');
const LAST = 'Abel Bauer Costa Dietrich Eriksen Fontana Garcia Hansen Ivanova Jansen Keller Lindqvist Moreau Novak Okafor Peters'.split(
  ' ',
);
const VENUES = [
  'Villa Aurora',
  'Lakeside Barn',
  'Castle Hohenberg',
  'The Glasshouse',
  'Old Mill',
  'Rose Garden',
  'Harbour Loft',
  'Vineyard Terrace',
];
const TRADES = ['florist', 'photographer', 'caterer', 'band', 'baker', 'celebrant', 'stylist', 'transport'];
const CITIES = ['Hamburg', 'Lyon', 'Porto', 'Vienna', 'Ghent', 'Turin', 'Malmö', 'Graz'];
const STATES = ['paid', 'paid', 'paid', 'due', 'refunded'];
const MOMENTS = [
  ['09:00', 'Hair and make-up'],
  ['11:30', 'First look'],
  ['13:00', 'Guests arrive'],
  ['14:00', 'Ceremony'],
  ['15:00', 'Reception and cake'],
  ['16:30', 'Group photographs'],
  ['18:00', 'Dinner'],
  ['20:00', 'Speeches'],
  ['21:00', 'First dance'],
  ['23:30', 'Sparklers and farewell'],
];

/** The same numbers in every run (mulberry32). */
function createRandom(seed = 191) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * One row of each table as SQL values.
 * @param {() => number} random
 * @returns {Record<TableName, (id: number) => string>}
 */
function createRowMakers(random) {
  const below = (/** @type {number} */ limit) => Math.floor(random() * limit);
  const pick = (/** @type {readonly string[]} */ from) => from[below(from.length)] ?? '';
  const day = (/** @type {number} */ year) => `${year}-${String(4 + below(6)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
  return {
    couples(id) {
      const [one, two, last] = [pick(FIRST), pick(FIRST), pick(LAST)];
      const email = `${one}.${last}.${id}@example.com`.toLowerCase();
      return `(${id}, '${one} ${last}', '${two} ${pick(LAST)}', '${email}', '${day(2027)}', '${pick(VENUES)}', ${30 + below(150)})`;
    },
    vendors(id) {
      const [owner, trade] = [pick(LAST), pick(TRADES)];
      return `(${id}, '${owner} & ${pick(LAST)}', '${trade}', '${pick(CITIES)}', '${owner.toLowerCase()}.${id}@example.org')`;
    },
    timelines(id) {
      const [time, title] = MOMENTS[(id - 1) % MOMENTS.length] ?? [];
      const couple = Math.ceil(id / MOMENTS.length);
      return `(${id}, ${couple}, ${1 + below(ROWS.vendors)}, '${time}', '${title}', 'Ask for ${pick(FIRST)}, table ${1 + below(18)}, ${pick(VENUES)}')`;
    },
    payments(id) {
      const couple = 1 + ((id - 1) % ROWS.couples);
      return `(${id}, ${couple}, ${1 + below(ROWS.vendors)}, ${50 + below(4_000)}.${10 + below(90)}, '${day(2026)}', '${pick(STATES)}')`;
    },
  };
}

/**
 * The made rows as INSERT statements, the same in every run.
 * @returns {Generator<{ sql: string, rows: number }>}
 */
export function* makeInserts(batch = 600) {
  const make = createRowMakers(createRandom());
  for (const table of TABLES) {
    for (let first = 1; first <= ROWS[table]; first += batch) {
      const rows = Math.min(batch, ROWS[table] - first + 1);
      const values = Array.from({ length: rows }, (_, index) => make[table](first + index));
      yield { sql: `insert into ${table} values\n${values.join(',\n')};\n`, rows };
    }
  }
}

/** Counts of all tables in one row each. */
export const COUNT_ROWS = TABLES.map((table) => `select '${table}' as name, count(*)::int as rows from public.${table}`).join(
  ' union all ',
);
