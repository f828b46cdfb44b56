/** What is known of the content of an artifact: its size, how it begins and how it ends. */
export interface Content {
  readonly size: number;
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** Why an artifact is none. */
export type Flaw = 'empty' | 'truncated';

/** How many bytes of the beginning and of the end are looked at. */
export const EDGE_BYTES = 4_096;

const TAR_BLOCK = 512;

/** What is wrong with content of a known form. Of a form that is not known nothing can be said. */
export function flawOf(content: Content): Flaw | undefined {
  if (content.size === 0) return 'empty';
  for (const form of [readSqlDump, readCustomDump, readTar, readSqlite, readZstd]) {
    const flaw = form(content);
    if (flaw !== undefined) return flaw === 'whole' ? undefined : flaw;
  }
  return undefined;
}

type Reading = Flaw | 'whole' | undefined;

// Plain dumps say at their end that it is their end: pg_dump, pg_dumpall, mysqldump, mariadb-dump.
const DUMPS = [
  { begins: /^(?:--\s*\n)?-- PostgreSQL database dump\s*\n/m, ends: '-- PostgreSQL database dump complete' },
  { begins: /^(?:--\s*\n)?-- PostgreSQL database cluster dump\s*\n/m, ends: '-- PostgreSQL database cluster dump complete' },
  { begins: /^-- (?:MySQL|MariaDB) dump \d/m, ends: '-- Dump completed' },
];

function readSqlDump({ head, tail }: Content): Reading {
  const begin = head.toString('latin1', 0, 512);
  const dump = DUMPS.find(({ begins }) => begins.test(begin));
  if (!dump) return undefined;
  return tail.toString('latin1').includes(dump.ends) ? 'whole' : 'truncated';
}

// Magic, three bytes of version, sizes of integers and offsets, format (src/bin/pg_dump/pg_backup_archiver.c, WriteHead).
const CUSTOM_HEADER_BYTES = 11;

function readCustomDump({ head, size }: Content): Reading {
  if (head.toString('latin1', 0, 5) !== 'PGDMP') return undefined;
  // It has no mark at its end.
  return size > CUSTOM_HEADER_BYTES ? 'whole' : 'truncated';
}

function readTar({ head, tail, size }: Content): Reading {
  if (isTarOfNothing(head, size)) return 'empty';
  if (head.toString('latin1', 257, 262) !== 'ustar') return undefined;
  const end = tail.subarray(-2 * TAR_BLOCK);
  return size % TAR_BLOCK === 0 && end.length === 2 * TAR_BLOCK && end.every((byte) => byte === 0) ? 'whole' : 'truncated';
}

/** Two blocks of zeros, and more up to the size of a record: GNU tar writes 10 240 bytes. */
function isTarOfNothing(head: Buffer, size: number): boolean {
  return size >= 2 * TAR_BLOCK && size <= 10_240 && size % TAR_BLOCK === 0 && head.every((byte) => byte === 0);
}

/** By the header of the file (https://www.sqlite.org/fileformat.html, section 1.3). */
function readSqlite({ head, size }: Content): Reading {
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0') return undefined;
  if (head.length < 100) return 'truncated';
  const stated = head.readUInt16BE(16);
  const pageSize = stated === 1 ? 65_536 : stated;
  // The count of pages holds where both numbers of change agree; older libraries did not write it.
  const isCounted = head.readUInt32BE(24) === head.readUInt32BE(92);
  const pages = head.readUInt32BE(28);
  if (pageSize === 0 || size % pageSize !== 0) return 'truncated';
  return isCounted && pages > 0 && pages * pageSize > size ? 'truncated' : 'whole';
}

const ZSTD_MAGIC = 0xfd2fb528;

/** The last block of a frame says how long it is; one of nothing at all is 9 to 13 bytes (RFC 8878, section 3.1.1). */
function readZstd({ head, size }: Content): Reading {
  if (!isZstd(head)) return undefined;
  if (size < 9) return 'truncated';
  const descriptor = head.readUInt8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0) + sizeBytes;
  if (head.length < at + 3) return 'truncated';
  const block = head.readUIntLE(at, 3);
  // Last, and without content.
  return block === 1 ? 'empty' : 'whole';
}

/** Whether it is gzip, whose content is looked at in its place. */
export function isGzip(head: Buffer): boolean {
  return head.length >= 2 && head.readUInt16BE(0) === 0x1f8b;
}

export function isZstd(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32LE(0) === ZSTD_MAGIC;
}
