import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';
import { withoutLiterals } from '../../../../src/sanitize/sql/without-literals.js';
import { loops } from '../../../kit/loops.js';

const SECRET = 'hunter2';

describe('the text of a query', () => {
  it.each([
    ["SELECT a -- don't log\nFROM t WHERE pw='hunter2'", 'SELECT a -- ?\nFROM t WHERE pw=?'],
    ["SELECT /* it's */ a FROM t WHERE pw='hunter2' LIMIT 5", 'SELECT /* ? */ a FROM t WHERE pw=? LIMIT 5'],
    ["SELECT \"it's\" FROM t WHERE pw='hunter2'", 'SELECT ? FROM t WHERE pw=?'],
    ["UPDATE `it's` SET a='hunter2' WHERE `id`=1", 'UPDATE ? SET a=? WHERE `id`=1'],
    [String.raw`SELECT * FROM t WHERE path='C:\' AND pw='hunter2'`, 'SELECT * FROM t WHERE path=?'],
    [String.raw`SELECT E'it\'s hunter2', 'hunter2', a`, 'SELECT E?, ?, a'],
    [`SELECT 'it''s hunter2', a, 'cut hunter2`, 'SELECT ?, a, ?'],
    ['SELECT * FROM users WHERE pw = "hunter2" AND "id" = 7', 'SELECT * FROM users WHERE pw = ? AND "id" = 7'],
    ['INSERT INTO "user"("id", "name") VALUES (DEFAULT, "hunter2")', 'INSERT INTO "user"("id", "name") VALUES (DEFAULT, ?)'],
    ['SELECT MD5("hunter2")', 'SELECT MD5(?)'],
    ["SELECT * FROM [it's] WHERE pw='hunter2'", 'SELECT * FROM [it?'],
    ["SELECT ARRAY['a','hunter2'], x[1]", 'SELECT ARRAY[?,?], x[1]'],
    ["SELECT data #>> '{a,b}' FROM t\nWHERE x='hunter2'", 'SELECT data # ?\nWHERE x=?'],
    ['SELECT a--1 FROM t\nWHERE b=2', 'SELECT a-- ?\nWHERE b=2'],
    ['SELECT a # hunter2\nFROM t', 'SELECT a # ?\nFROM t'],
    ['SELECT a --hunter2\r\nFROM t --hunter2', 'SELECT a -- ?\r\nFROM t -- ?'],
    ['SELECT a // hunter2\nFROM t', 'SELECT a // ?\nFROM t'],
    ['SELECT a -- x\r hunter2\nFROM t', 'SELECT a -- ?\nFROM t'],
    ['SELECT /*!40101 hunter2 */ a', 'SELECT /* ? */ a'],
    ['SELECT a #\nFROM t', 'SELECT a #\nFROM t'],
    ["SELECT 1 # don't\n, 'hunter2'", 'SELECT 1 # ?'],
    ['COPY users (id, password) FROM stdin;\n1\thunter2\n\\.', 'COPY users (id, password) FROM stdin ?'],
    ['COPY t FROM STDIN', 'COPY t FROM STDIN'],
    ['COPY t FROM /* x */ stdin;\n1\thunter2', 'COPY t FROM /* ? */ stdin ?'],
    ['\\copy t (a) from pstdin with csv\n1,hunter2', '\\copy t (a) from pstdin ?'],
    ['SELECT stdin_of FROM t', 'SELECT stdin_of FROM t'],
    ['SELECT p.stdin, p.exit FROM proc p', 'SELECT p.stdin, p.exit FROM proc p'],
    ['UPDATE process SET stdin = 1 WHERE id = 5', 'UPDATE process SET stdin = 1 WHERE id = 5'],
    ['INSERT INTO stdin (a)', 'INSERT INTO stdin (a)'],
    ['SELECT copy.a FROM stdin WHERE b = 1', 'SELECT copy.a FROM stdin WHERE b = 1'],
    ["SELECT $$ it's hunter2 $$, 'hunter2'", 'SELECT ?'],
    ["SELECT $f$ it's hunter2 $f$, 'hunter2'", 'SELECT ?, ?'],
    ["SELECT $f$ hunter2 $f$, 'hunter2', $1", 'SELECT ?, ?, $1'],
    ["SELECT q'[it's hunter2]' FROM dual", 'SELECT ?'],
    ["SELECT N'hunter2', U&'hunter2', x'6162', b'01', 0x6162, 12.5e3", 'SELECT N?, U&?, x?, b?, ?, 12.5e3'],
    ["SELECT a /* b /* c */ 'hunter2' */ FROM t", 'SELECT a ?'],
    ["-- a\rdon't\n WHERE pw='hunter2'", '-- ?'],
    ['{"find":"guests","filter":{"pw":"hunter2"}}', '{"find":?,"filter":{"pw":?}}'],
  ])('%s becomes %s', (query, expected) => {
    expect(withoutLiterals(query)).toBe(expected);
    expect(withoutLiterals(expected)).toBe(expected);
  });

  it('keeps the names that mappers of objects put between double quotes', () => {
    const query =
      'SELECT "public".."User".."id", "User".."mail" AS "User_mail" FROM "public".."User" "u" WHERE ("u".."mail" = $1 AND 1=1) ORDER BY "mail" DESC LIMIT $2';
    expect(withoutLiterals(query)).toBe(query);
  });

  it('loses the literals of each statement of a list', () => {
    const { attributes } = createSanitizer();
    expect(attributes({ 'db.query.text': ["SELECT 'a'", "SELECT pw FROM t WHERE pw='it''s'"] })).toEqual({
      'db.query.text': ['SELECT ?', 'SELECT pw FROM t WHERE pw=?'],
    });
  });

  it('is judged in every slot that holds one', () => {
    const { attributes } = createSanitizer();
    const slots = ['db.query.text', 'db.query.summary', 'db.statement', 'db.sql.query', 'sql.query'];
    expect(attributes(Object.fromEntries(slots.map((slot) => [slot, 'SELECT a # hunter2'])))).toEqual(
      Object.fromEntries(slots.map((slot) => [slot, 'SELECT a # ?'])),
    );
  });

  it('takes time that grows with its length and no faster', () => {
    const seconds = (unit: string): number => {
      const text = unit.repeat(400_000 / unit.length);
      const start = performance.now();
      withoutLiterals(text);
      return performance.now() - start;
    };
    const plain = Math.max(5, seconds('SELECT a FROM t '));
    for (const unit of [
      '[',
      '#',
      '$',
      '$a$',
      "q'",
      '--x',
      '"',
      '"a"',
      "''",
      "\\'",
      '/*!',
      '[#',
      'e',
      '#\n',
      '--\r',
      '//',
      'stdin',
      'from stdin',
    ])
      expect(seconds(unit) / plain).toBeLessThan(30);
  });
});

// What each database reads as a comment, a name and a literal, as its manual says.
const nasty = fc
  .array(
    fc.constantFrom("'", '"', '`', '\\', '[', ']', '$', '$$', '--', '-- ', '/*', '*/', '#', '\n', '\r', ' ', 'a', 'E', 'q', '=', ',', '('),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));
const without = (...marks: readonly string[]) => nasty.filter((text) => marks.every((mark) => !text.includes(mark)));
const double = (quote: string) => (text: string) => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;
const escaped = (quote: string) => (text: string) => `${quote}${text.replace(/[\\'"]/g, '\\$&')}${quote}`;
const withSecret = nasty.chain((before) => nasty.map((after) => `${before} ${SECRET} ${after}`));

const remark = (...marks: readonly string[]) => without(...marks).map((text) => `${text} ${SECRET}`);
const line = remark('\n').map((text) => `-- ${text}\n`);
const block = remark('*/', '/*', '*', '/').map((text) => `/*${text}*/`);
const standard = {
  comments: [line, block],
  names: [nasty.map((text) => double('"')(`n${text}`))],
  literals: [withSecret.map(double("'"))],
};
const databases = {
  PostgreSQL: {
    comments: [
      ...standard.comments,
      remark('\n', '\r').map((text) => `--${text}\n`),
      remark('*', '/').map((text) => `/* ${text} /* x */ ${text} */`),
    ],
    names: standard.names,
    literals: [
      ...standard.literals,
      withSecret.map((text) => `E${escaped("'")(text)}`),
      withSecret.filter((text) => !text.includes('$')).map((text) => `$t$${text}$t$`),
      withSecret.filter((text) => !text.includes('$')).map((text) => `$$${text}$$`),
    ],
  },
  MySQL: {
    comments: [
      ...standard.comments,
      remark('\n').map((text) => `#${text}\n`),
      remark('*/').map((text) => `/* ${text.replaceAll('*', '')} */`),
    ],
    names: [without('`').map((text) => `\`n${text}\``)],
    literals: [
      withSecret.map(escaped("'")),
      withSecret.map((text) => `= ${escaped('"')(text)}`),
      withSecret.map((text) => `'${text.replace(/\\/g, '\\\\').replaceAll("'", "''")}'`),
    ],
  },
  'SQL Server': {
    comments: standard.comments,
    names: [...standard.names, without(']').map((text) => `[n${text}]`)],
    literals: [...standard.literals, withSecret.map((text) => `N${double("'")(text)}`)],
  },
  Cassandra: {
    comments: [...standard.comments, remark('\n', '\r').map((text) => `//${text}\n`)],
    names: standard.names,
    literals: standard.literals,
  },
  Oracle: {
    comments: standard.comments,
    names: standard.names,
    literals: [...standard.literals, withSecret.filter((text) => !/[\]}]/.test(text)).map((text) => `q'[${text}]'`)],
  },
};

it.each(Object.entries(databases))(
  'lets no literal and no comment of %s out, whatever stands in comments and names',
  (_name, { comments, names, literals }) => {
    const words = fc.constantFrom('SELECT', 'a', 'FROM', 't', 'WHERE', '=', ',', '(', ')', '1', '-', '*', '[1]', 'x.y');
    const part = fc.oneof(words, words, ...comments, ...names, ...literals);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 10 }), (parts) => {
        expect(withoutLiterals(parts.join(' '))).not.toContain(SECRET);
      }),
      { numRuns: loops({ ci: 4_000, soak: 200_000 }) },
    );
  },
);
