// By its default export: webpack takes calls of the named one for its own, and leaves nothing of them in an ES module.
import nodeModule from 'node:module';
import { BackupTelemetryError } from '../../errors.js';

// Exact versions of one release, by the major version of the SDK: with ranges npm installs several copies of what they share.
const SDK_LINES = {
  2: { api: '1.9.1', sdk: '2.12.0', experimental: '0.223.0' },
  3: { api: '1.10.0', sdk: '3.1.0', experimental: '0.301.0' },
} as const;

const SDK_PACKAGES = ['sdk-trace', 'sdk-metrics', 'sdk-logs', 'sdk-node'] as const;
const EXPORTERS = ['exporter-trace-otlp', 'exporter-metrics-otlp', 'exporter-logs-otlp'] as const;

/** Exporters of a signal, one for each encoding. */
export type ExporterFamily = (typeof EXPORTERS)[number];

/** An OpenTelemetry package without its scope. */
export type PackageName = (typeof SDK_PACKAGES)[number] | `${ExporterFamily}-${'http' | 'proto'}`;

const provided = new Map<PackageName, unknown>();

/** For a program that brings an SDK of its own: whatever is installed is not looked for then. */
export function providePackages(packages: Readonly<Partial<Record<PackageName, unknown>>>): void {
  for (const [name, exports] of Object.entries(packages)) provided.set(name as PackageName, exports);
}

/**
 * Loads an optional peer.
 *
 * @throws BackupTelemetryError with the code `package_missing`, naming the package and the line that installs it
 */
export function loadPackage(name: PackageName): unknown {
  if (provided.has(name)) return provided.get(name);
  const id = `@opentelemetry/${name}`;
  let missing: unknown;
  for (const load of loaders()) {
    try {
      const exports = load(id) as unknown;
      refuseOld(name, load);
      return exports;
    } catch (error) {
      if (!isMissing(error, id)) throw error;
      missing ??= error;
    }
  }
  throw new BackupTelemetryError('package_missing', `${id} is not installed. Run: ${installLine(name)}`, { cause: missing });
}

/** A package that is no part of OpenTelemetry; `undefined` where it is not installed. */
export function loadOptional(id: string): unknown {
  for (const load of loaders()) {
    try {
      return load(id) as unknown;
    } catch (error) {
      if (!isMissing(error, id)) throw error;
    }
  }
  return undefined;
}

/** Whether a package is there, of whatever version. */
export function hasPackage(name: PackageName): boolean {
  return provided.has(name) || loaders().some((load) => isResolved(load, `@opentelemetry/${name}`));
}

function isResolved(load: NodeJS.Require, id: string): boolean {
  try {
    return load.resolve(id) !== '';
  } catch {
    return false;
  }
}

/**
 * Packages are looked for from this file, then from the program. In a bundle this file is elsewhere, or nowhere: bundlers leave
 * `import.meta.url` empty, or write into it the path that the file had on the machine that built it.
 */
function loaders(): readonly NodeJS.Require[] {
  return [self, () => process.argv[1]].flatMap((from) => makeRequire(from) ?? []);
}

/** Path or URL of this file. `__filename` is there in CommonJS, our own and a bundler's. */
function self(): string {
  return typeof __filename === 'string' ? __filename : import.meta.url;
}

function makeRequire(from: () => string | undefined): NodeJS.Require | undefined {
  try {
    return nodeModule.createRequire(from() ?? '');
  } catch {
    return undefined;
  }
}

/** The peer ranges are wide, so that npm installs this package beside any host; what is started here must be of a release that was tried. */
function refuseOld(name: PackageName, load: NodeJS.Require): void {
  const version = versionFrom(load, name);
  if (version === undefined || isRecentRelease(version)) return;
  throw new BackupTelemetryError('package_missing', `@opentelemetry/${name} ${version} is too old. Run: ${installLine(name)}`);
}

/** Whether a version is of a release that was tried: 0.223 and 2.12 came out together, and either numbering goes on from there. */
export function isRecentRelease(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 0 ? minor >= 223 : major > 2 || (major === 2 && minor >= 12);
}

/** Undefined for a package that hides its package.json, as those of SDK 3 do. */
function versionOf(name: string): string | undefined {
  return loaders()
    .map((load) => versionFrom(load, name))
    .find((version) => version !== undefined);
}

function versionFrom(load: NodeJS.Require, name: string): string | undefined {
  try {
    return (load(`@opentelemetry/${name}/package.json`) as { readonly version: string }).version;
  } catch {
    return undefined;
  }
}

/** A package that is there but misses one of its own dependencies is broken, not missing. */
export function isMissing(error: unknown, id: string): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code !== 'MODULE_NOT_FOUND' || typeof message !== 'string') return false;
  // Node.js quotes the name; Yarn without node_modules has a sentence of its own.
  return message.includes(`'${id}'`) || message.includes(` tried to access ${id} `) || message.includes(` tried to access ${id},`);
}

function installLine(name: PackageName): string {
  const { api, sdk, experimental } = SDK_LINES[lineInUse()];
  const version = (packageName: string) =>
    packageName === 'sdk-trace' || packageName === 'sdk-metrics' || (packageName === 'sdk-logs' && sdk.startsWith('3'))
      ? sdk
      : experimental;
  const exporters = EXPORTERS.map((exporter) => `${exporter}-${name.endsWith('-proto') ? 'proto' : 'http'}`);
  const packages = [...SDK_PACKAGES, ...exporters].map((packageName) => `@opentelemetry/${packageName}@${version(packageName)}`);
  return `npm install --save-exact @opentelemetry/api@${api} ${packages.join(' ')}`;
}

/** The major version of an SDK that is there already; else the newest that this Node.js runs. SDK 3 needs Node.js 22.15. */
function lineInUse(): 2 | 3 {
  for (const name of ['sdk-trace', 'sdk-metrics', 'sdk-trace-base']) {
    const version = versionOf(name);
    if (version !== undefined) return version.startsWith('2.') ? 2 : 3;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15) ? 3 : 2;
}
