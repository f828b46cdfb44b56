// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

/** @param {string} path @returns {ReadableStream<Uint8Array>} */
export function readFrom(path) {
  return /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(createReadStream(path)));
}

/** @param {string} path @returns {WritableStream<Uint8Array>} */
export function writeTo(path) {
  return Writable.toWeb(createWriteStream(path));
}

/** @returns {TransformStream<Uint8Array, Uint8Array>} */
export function gzip() {
  return /** @type {any} */ (new CompressionStream('gzip'));
}

/** @returns {TransformStream<Uint8Array, Uint8Array>} */
export function gunzip() {
  return /** @type {any} */ (new DecompressionStream('gzip'));
}

/** @param {string} path */
export async function sizeOf(path) {
  return (await stat(path)).size;
}

/** The folder that stands for a region. @param {string} root @param {string} region */
export async function openRegion(root, region) {
  const folder = join(root, region);
  await mkdir(folder, { recursive: true });
  return { artifact: join(folder, 'wedding-db.sql.gz') };
}

/** The SHA-256 of a stream, in hexadecimal. @param {ReadableStream<Uint8Array>} stream */
export async function sha256(stream) {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}
