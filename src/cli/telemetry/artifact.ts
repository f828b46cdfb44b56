import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import * as zlib from 'node:zlib';
import { within } from '../../untrusted/within.js';
import { EDGE_BYTES, flawOf, isGzip, isZstd, type Content, type Flaw } from './artifact-forms.js';

/** What an artifact is found to be. Its path is in none of it but the sentence, which stays on this machine. */
export interface ArtifactVerdict {
  readonly bytes?: number | undefined;
  /** `sha256:` and digits, where the whole file could be read in time. */
  readonly checksum?: string | undefined;
  /** The artifact is none. Only its class leaves. */
  readonly error?: Error | undefined;
  readonly reason?: string | undefined;
  /** What a person has to know. */
  readonly sentence?: string | undefined;
}

const FLAWS: Readonly<Record<Flaw | 'missing', { readonly name: string; readonly what: string }>> = {
  missing: { name: 'MissingArtifactError', what: 'is not there' },
  empty: { name: 'EmptyArtifactError', what: 'holds nothing' },
  truncated: { name: 'TruncatedArtifactError', what: 'ends before its end' },
};

// Reading goes on after the command: whoever waits for that waits no longer than this.
const READING_MS = 60_000;
const HANGING_MS = 1_000;

// File systems keep times in steps of up to 2 s.
const STEP_MS = 2_000;

/** Looks at what a command wrote: nothing, or half of something, is no backup. @param startedAt - When the command was started, in milliseconds since the Unix epoch */
export function inspectArtifact(path: string, startedAt: number, limitMs = READING_MS): Promise<ArtifactVerdict> {
  // A file system whose server is gone answers nothing, not even that a read was given up.
  return within(limitMs + HANGING_MS, inspect(path, startedAt, limitMs), unreadable(path));
}

async function inspect(path: string, startedAt: number, limitMs: number): Promise<ArtifactVerdict> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return refuse('missing', path);
  // The content of a folder or a device is not looked at.
  if (!found.isFile()) return {};
  const bytes = found.size;
  if (bytes === 0) return refuse('empty', path, bytes);
  const read = await readWhole(path, limitMs).catch(() => undefined);
  if (read?.flaw) return refuse(read.flaw, path, bytes, read.checksum);
  const checksum = read?.checksum;
  if (!read) return { bytes, ...unreadable(path) };
  // Unlike the time of its content, that of its last change can not be set.
  if (found.ctimeMs < startedAt - STEP_MS)
    return { bytes, checksum, reason: 'artifact_unchanged', sentence: `${path} was not written by this run: it is older` };
  return { bytes, checksum };
}

function unreadable(path: string): ArtifactVerdict {
  return { reason: 'artifact_unreadable', sentence: `${path} can not be read` };
}

function refuse(flaw: keyof typeof FLAWS, path: string, bytes?: number, checksum?: string): ArtifactVerdict {
  const { name, what } = FLAWS[flaw];
  const error = Object.assign(new Error('The artifact is no backup.'), { name });
  return { bytes, checksum, error, reason: `artifact_${flaw}`, sentence: `${path} ${what}: recorded as a failure` };
}

interface WholeRead {
  readonly flaw: Flaw | undefined;
  readonly checksum: string | undefined;
}

/** One pass: checksum, edges and, of what is compressed, its content. */
async function readWhole(path: string, limitMs: number): Promise<WholeRead> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const timer = setTimeout(() => file.destroy(), limitMs);
  const hash = createHash('sha256');
  const edges = createEdges();
  let inner: ReturnType<typeof decode> | undefined;
  try {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      const decoder = edges.content().size === 0 ? decoderOf(chunk) : undefined;
      if (decoder) inner = decode(decoder);
      hash.update(chunk);
      edges.add(chunk);
      if (inner && !inner.stream.destroyed && !inner.stream.write(chunk)) await drained(inner.stream);
    }
    inner?.stream.end();
    const flaw = inner ? await inner.done : flawOf(edges.content());
    return { flaw, checksum: `sha256:${hash.digest('hex')}` };
  } catch (error) {
    // One that is too large to be read in time is no worse for it.
    if (file.destroyed && !file.errored) return { flaw: undefined, checksum: undefined };
    throw error;
  } finally {
    clearTimeout(timer);
    inner?.stream.destroy();
  }
}

/** Of zstd only since Node.js 22.15: before, the frame itself is looked at. */
function decoderOf(begin: Buffer): Duplex | undefined {
  if (isGzip(begin)) return zlib.createGunzip();
  const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Duplex };
  return isZstd(begin) ? createZstdDecompress?.() : undefined;
}

/** What the content of something compressed is found to be, once all of it was written into its decoder. */
function decode(stream: Duplex) {
  const done = new Promise<Flaw | undefined>((resolve) => {
    const edges = createEdges();
    stream.on('data', edges.add);
    stream.once('end', () => resolve(flawOf(edges.content())));
    // Its own checksum is wrong, or its end is missing.
    stream.on('error', () => resolve('truncated'));
  });
  return { stream, done };
}

function drained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    stream.once('drain', resolve).once('close', resolve);
  });
}

/** Keeps the beginning and the end of what goes by. */
function createEdges() {
  let size = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    add: (chunk: Buffer): void => {
      if (head.length < EDGE_BYTES) head = Buffer.concat([head, chunk.subarray(0, EDGE_BYTES - head.length)]);
      tail = chunk.length >= EDGE_BYTES ? Buffer.from(chunk.subarray(-EDGE_BYTES)) : Buffer.concat([tail, chunk]).subarray(-EDGE_BYTES);
      size += chunk.length;
    },
    content: (): Content => ({ size, head, tail }),
  };
}
