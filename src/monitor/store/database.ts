/** What a column holds. Truth values are 0 and 1. */
export type SqlValue = string | number | null;

/** A row, by the names of its columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Something that statements are sent to. */
export interface SqlSession {
  /** Rows of the answer. Parameters are `$1`, `$2` and so on, whichever database it is. @throws StoreError */
  readonly run: <Row = SqlRow>(sql: string, values?: readonly SqlValue[]) => Promise<readonly Row[]>;
}

/** A database that keeps what a monitor knows. One SQL text serves all of them. */
export interface SqlDatabase extends SqlSession {
  readonly kind: 'sqlite' | 'postgresql';
  /** All of it, or nothing. One after the other, also across processes, where `alone` is asked for. @throws StoreError, and what the work throws */
  readonly transaction: <T>(work: (session: SqlSession) => Promise<T>, options?: { readonly alone?: boolean }) => Promise<T>;
  /**
   * Takes the one lock of this database, which ends with the process, however that ends. Whether nobody else holds it.
   *
   * @param onLost - Called when it is gone before the database is closed, such as with the connection
   */
  readonly hold: (onLost: () => void) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/**
 * Why a database did not do what it was asked.
 *
 * - `unavailable`: locked, full, read-only, restarting, gone. It may work later; nothing that was acknowledged is lost.
 * - `corrupt`: what is stored cannot be read.
 * - `newer`: a newer version of this package has been here.
 * - `rejected`: what it was given does not fit. It never will.
 * - `missing`: a package that it needs is not installed.
 */
export type StoreErrorCode = 'unavailable' | 'corrupt' | 'newer' | 'rejected' | 'missing';

/** What a store throws. Its message holds no values, no secrets and no paths of what is stored. */
export class StoreError extends Error {
  override get name(): 'StoreError' {
    return 'StoreError';
  }
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
