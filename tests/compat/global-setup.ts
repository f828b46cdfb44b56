import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { prepareHosts, type Compat } from './hosts.js';

declare module 'vitest' {
  interface ProvidedContext {
    readonly compat: Compat;
  }
}

// No code of a registry client: what npm says when there is no network.
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/** Packs the package and installs it into its hosts, once for all tests. Without a network they are skipped, but never in CI. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const compat = await prepareHosts().catch((error: unknown): Compat => {
    if (process.env['CI'] || !NO_NETWORK.test(String(error))) throw error;
    console.warn('Compatibility tests are skipped: their hosts can not be installed without a network.');
    return { folder: undefined, otel3Node: '' };
  });
  project.provide('compat', compat);
  return async () => {
    if (compat.folder !== undefined) await rm(compat.folder, { recursive: true, force: true });
  };
}
