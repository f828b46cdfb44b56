import type { Writable } from 'node:stream';

/**
 * Lets a process go on without those who read its output: a stream whose error nobody hears ends it, and with a server all alerts. Who has
 * gone wants no more, as `head`; whatever else goes wrong, such as a full disk, is said once.
 *
 * @returns whether output was lost that somebody still wanted
 */
export function outliveReaders({ stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable }): () => boolean {
  let isLost = false;
  stderr.on('error', () => {});
  stdout.on('error', ({ code = 'an error' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || isLost) return;
    isLost = true;
    stderr.write(`backup-telemetry: expected an output that can be written to, got ${code}\n`);
  });
  return () => isLost;
}
