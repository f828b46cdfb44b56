import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What Node needs before the path of a program in TypeScript, wherever it is started. */
export const SCRIPT_LOADER: readonly string[] = ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
