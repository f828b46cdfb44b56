import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = /^(.*[\\/]node_modules[\\/](@opentelemetry[\\/][^\\/]+))[\\/]/;

type Hook = (url: string, context: unknown, next: (url: string, context: unknown) => unknown) => unknown;

/** Notes which OpenTelemetry packages the process loads from now on; the function returned says which. */
export function watchPackages(): () => readonly string[] {
  const paths = new Set<string>();
  // Newer versions of Node only. Older ones run OpenTelemetry 2, which is CommonJS and in the cache of `require`.
  (nodeModule as unknown as { registerHooks?: (hooks: { load: Hook }) => void }).registerHooks?.({
    load(url, context, next) {
      if (url.startsWith('file:')) paths.add(fileURLToPath(url));
      return next(url, context);
    },
  });
  const require = nodeModule.createRequire(import.meta.url);
  return () => {
    const folders = new Map<string, string>();
    for (const path of [...paths, ...Object.keys(require.cache)]) {
      const [, folder, name] = FOLDER.exec(path) ?? [];
      if (folder !== undefined && name !== undefined) folders.set(folder, `${name.replace('\\', '/')} ${versionOf(folder)}`);
    }
    return [...folders.values()].sort();
  };
}

function versionOf(folder: string): string {
  try {
    return String((JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version?: unknown }).version);
  } catch {
    return 'of unknown version';
  }
}
