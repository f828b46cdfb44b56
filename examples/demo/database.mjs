// @ts-check
import { createEmbeddedDatabase } from './embedded-database.mjs';
import { createServerDatabase } from './server-database.mjs';

/** @typedef {import('./database-worker.mjs').TableCount} TableCount */

/**
 * The made database, the program that dumps it, and a fresh database to restore into.
 * @typedef {object} DemoDatabase
 * @property {'embedded' | 'server'} kind
 * @property {() => Promise<string>} open Answers the product and version.
 * @property {(progress: (rows: number) => void) => Promise<TableCount[]>} fill
 * @property {() => Promise<ReadableStream<Uint8Array>>} dump Plain SQL.
 * @property {() => Promise<void>} prepareRestore Makes a fresh, empty database.
 * @property {(sql: ReadableStream<Uint8Array>, progress: (bytes: number) => void) => Promise<void>} loadRestore
 * @property {() => Promise<TableCount[]>} countRestored
 * @property {() => Promise<void>} discardRestore
 * @property {() => Promise<void>} close Leaves nothing behind. Never rejects.
 */

/**
 * The server of `DATABASE_URL`, else the embedded one.
 * @param {string | undefined} url
 * @param {AbortSignal} signal
 * @returns {DemoDatabase}
 */
export function createDatabase(url, signal) {
  return url ? createServerDatabase(url, signal) : createEmbeddedDatabase(signal);
}
