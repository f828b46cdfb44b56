import { describe, expect, it } from 'vitest';
import { chooseLine, versionIn } from '../../../../src/cli/init/sdk-line.js';
import { hasPackage, isMissing, isRecentRelease, loadPackage, type PackageName } from '../../../../src/node/process/packages.js';

function messageFor(name: string): string {
  try {
    loadPackage(name as PackageName);
  } catch (error) {
    expect(error).toMatchObject({ code: 'package_missing' });
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

it('loads a package that is installed', () => {
  expect(loadPackage('sdk-metrics')).toHaveProperty('MeterProvider');
});

it('knows whether a package is there', () => {
  expect(hasPackage('exporter-logs-otlp-proto')).toBe(true);
  expect(hasPackage('exporter-none-otlp-http' as PackageName)).toBe(false);
});

it('names a missing package and the line that installs what belongs to the SDK in use', () => {
  expect(messageFor('exporter-none-otlp-http')).toBe(
    '@opentelemetry/exporter-none-otlp-http is not installed. Run: npm install --save-exact @opentelemetry/api@1.9.1 @opentelemetry/sdk-trace@2.12.0 ' +
      '@opentelemetry/sdk-metrics@2.12.0 @opentelemetry/sdk-logs@0.223.0 @opentelemetry/sdk-node@0.223.0 @opentelemetry/exporter-trace-otlp-http@0.223.0 ' +
      '@opentelemetry/exporter-metrics-otlp-http@0.223.0 @opentelemetry/exporter-logs-otlp-http@0.223.0',
  );
});

it('advises the protobuf exporters to those who miss one of them', () => {
  expect(messageFor('exporter-none-otlp-proto')).toContain(' @opentelemetry/exporter-trace-otlp-proto@0.223.0 ');
});

it('hands on the error of a package that is there but broken', () => {
  expect(() => loadPackage('api/package.json/none' as PackageName)).toThrow();
});

it('advises the very versions that the init command installs', () => {
  const { line } = chooseLine([20, 0, 0], () => undefined);
  const advised = [...messageFor('exporter-none-otlp-http').matchAll(/(@opentelemetry\/[\w-]+)@(\S+)/g)];
  expect(advised).toHaveLength(8);
  for (const [, name = '', version] of advised) expect([name, version]).toEqual([name, versionIn(line, name)]);
});

it.each([
  ['0.203.0', false],
  ['0.222.1', false],
  ['0.223.0', true],
  ['0.301.0', true],
  ['1.30.1', false],
  ['2.11.0', false],
  ['2.12.0', true],
  ['3.1.0', true],
])('knows whether version %s is of a release that was tried', (version, recent) => {
  expect(isRecentRelease(version)).toBe(recent);
});

describe('a package that is missing', () => {
  const id = '@opentelemetry/sdk-trace';
  const missing = (message: string) => Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });

  it.each([
    ['Node.js', `Cannot find module '${id}'\nRequire stack:\n- index.js`],
    ["Yarn with Plug'n'Play, of a project", `Your application tried to access ${id}, but it isn't declared in your dependencies.`],
    ["Yarn with Plug'n'Play, of a peer", `@wedsync/backup-telemetry tried to access ${id} (a peer dependency) but it isn't provided.`],
  ])('is known by the words of %s', (_, message) => {
    expect(isMissing(missing(message), id)).toBe(true);
  });

  it.each([
    ['a package with a longer name', missing(`Cannot find module '${id}-base'`)],
    ['one that Yarn calls by a longer name', missing(`Your application tried to access ${id}-base, but it isn't declared.`)],
    ['a dependency of the package', missing(`${id} tried to access @opentelemetry/core, but it isn't declared in its dependencies.`)],
    ['an error of the package itself', new Error(`Cannot find module '${id}'`)],
    ['no error at all', {}],
  ])('is not taken for it: %s', (_, error) => {
    expect(isMissing(error, id)).toBe(false);
  });
});
