import type { SqlSession, SqlValue } from './database.js';

// SQLite takes 32 766 parameters in one statement, PostgreSQL 65 535.
const MOST_PARAMETERS = 8_000;

export interface InsertOptions {
  readonly table: string;
  readonly columns: readonly string[];
  /** What follows the values, such as `on conflict do nothing`. */
  readonly then?: string;
}

/** Inserts rows, many at once. @returns what `returning` asked for */
export async function insertRows<Row>(
  session: SqlSession,
  { table, columns, then = '' }: InsertOptions,
  rows: readonly (readonly SqlValue[])[],
): Promise<readonly Row[]> {
  const most = Math.max(1, Math.floor(MOST_PARAMETERS / columns.length));
  const results: Row[] = [];
  for (let from = 0; from < rows.length;) {
    // Two sizes only, so that the database reads few different statements.
    const size = rows.length - from >= most ? most : powerOfTwo(rows.length - from);
    const part = rows.slice(from, from + size);
    results.push(...(await session.run<Row>(insertText(table, columns, size, then), part.flat())));
    from += size;
  }
  return results;
}

function powerOfTwo(most: number): number {
  return 2 ** Math.floor(Math.log2(most));
}

function insertText(table: string, columns: readonly string[], rows: number, then: string): string {
  const values = Array.from(
    { length: rows },
    (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  );
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')} ${then}`;
}

/** `on conflict` part of an insert that writes a row anew. */
export function replaceOnConflict(key: readonly string[], columns: readonly string[]): string {
  const rest = columns.filter((column) => !key.includes(column));
  return `on conflict (${key.join(', ')}) do update set ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}
