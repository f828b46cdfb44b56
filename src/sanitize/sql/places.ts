// Behind these stand names; behind other keywords and behind operators may stand values.
const NAMES = new Set(
  `select distinct all from join into update table as by returning column columns index only exists constraint conflict
  schema database view using add drop alter rename to asc desc on references partition over window`.split(/\s+/),
);
const VALUES = new Set(
  `values where set and or not having when then else like ilike rlike regexp similar in any some between is limit
  offset identified password call exec execute do if case default escape with call match against`.split(/\s+/),
);
const LISTED = new Set(['into', 'conflict', 'using', 'index', 'by', 'on', 'references', 'table', 'partition', 'over']);
const PLAIN_NAME = /^[A-Za-z_\u0080-\uffff][\w$ .\u0080-\uffff-]{0,62}$/;
const COMPARED = /\s{0,8}(?:[=<>!~:]|(?:in|is|not|like|ilike|between)\b)/iy;

/** Knows of each place of a query whether only a name can stand there, as far as that can be known. */
export interface Places {
  /** Passes the character or the word at `at`, and returns the index behind it. */
  pass(at: number): number;
  passQuoted(): void;
  /** Whether what stands between double quotes is a name. */
  isName(from: number, end: number): boolean;
}

/** Reads a query from its start on. */
export function createPlaces(sql: string): Places {
  const isJson = /^\s*[{[]/.test(sql);
  const outer: string[] = [];
  let clause = '';
  let last = '';
  return {
    pass(at) {
      const character = sql[at]!;
      if (!/[A-Za-z_]/.test(character)) {
        if (character === '(') {
          outer.push(clause);
          // `md5("x")`: what a function takes may be a value.
          if (last === 'word' && !LISTED.has(clause)) clause = 'where';
        } else if (character === ')') clause = outer.pop() ?? clause;
        else if (character === ';') clause = '';
        if (!/\s/.test(character)) last = character;
        return at + 1;
      }
      let end = at + 1;
      while (end < sql.length && end < at + 128 && /[\w$]/.test(sql[end]!)) end++;
      const word = sql.slice(at, end).toLowerCase();
      const keyword = NAMES.has(word) || VALUES.has(word);
      if (keyword) clause = word;
      last = keyword ? 'keyword' : 'word';
      // The letter before a quote belongs to it.
      return sql[end] === "'" && word === 'nq' ? end - 1 : end;
    },
    passQuoted() {
      last = 'word';
    },
    isName(from, end) {
      if (!PLAIN_NAME.test(sql.slice(from + 1, end - 1)) || sql[end - 1] !== '"') return false;
      COMPARED.lastIndex = end;
      if (isJson) return /^\s{0,8}:/.test(sql.slice(end, end + 9));
      if (sql[from - 1] === '.' || sql[end] === '.') return true;
      if (/[=<>!~|+%&^]/.test(last)) return false;
      return NAMES.has(clause) || COMPARED.test(sql);
    },
  };
}
