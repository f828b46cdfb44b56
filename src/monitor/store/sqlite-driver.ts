import { StoreError } from './database.js';

/** What is used of SQLite's bindings: `node:sqlite` has it, and the package that stands in for it where Node is older. */
export interface SqliteConnection {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => SqliteStatement;
  readonly close: () => void;
}

export interface SqliteStatement {
  readonly all: (...values: readonly (string | number | null)[]) => unknown[];
}

interface SqliteBindings {
  readonly DatabaseSync: new (path: string) => SqliteConnection;
}

/** Opens a file with whichever bindings are there. @throws StoreError with code `missing` where none are, and what SQLite throws */
export async function openSqlite(path: string): Promise<SqliteConnection> {
  const { DatabaseSync } = await loadBindings();
  return new DatabaseSync(path);
}

async function loadBindings(): Promise<SqliteBindings> {
  const name: string = 'node:sqlite';
  try {
    return (await import(name)) as SqliteBindings;
  } catch {
    // Node 20, and Node 22 before 22.13.
  }
  try {
    return await import('@photostructure/sqlite');
  } catch (cause) {
    throw new StoreError(
      'missing',
      `Node ${process.versions.node} has no SQLite of its own. Install the package for it: npm install @photostructure/sqlite@^1.2, or run Node 22.13 or newer, or give --database postgres://….`,
      { cause },
    );
  }
}
