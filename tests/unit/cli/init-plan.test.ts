import { describe, expect, test } from 'vitest';
import { inspect, installed, type Files } from '../../kit/cli-harness.js';

const OWN = '@wedsync/backup-telemetry@0.1.0';
const dependencies = (versions: Readonly<Record<string, string>>): Files => ({
  'package.json': { dependencies: versions },
  ...installed(versions),
});

const SET_2 = [
  '@opentelemetry/sdk-node@0.223.0',
  '@opentelemetry/sdk-trace@2.12.0',
  '@opentelemetry/exporter-trace-otlp-http@0.223.0',
  '@opentelemetry/sdk-metrics@2.12.0',
  '@opentelemetry/exporter-metrics-otlp-http@0.223.0',
  '@opentelemetry/sdk-logs@0.223.0',
  '@opentelemetry/exporter-logs-otlp-http@0.223.0',
];
const SET_3 = SET_2.map((spec) => spec.replace('0.223.0', spec.includes('sdk-logs') ? '3.1.0' : '0.301.0').replace('2.12.0', '3.1.0'));
const SIGNALS_3 = [
  '@opentelemetry/sdk-metrics@3.1.0',
  '@opentelemetry/exporter-metrics-otlp-http@0.301.0',
  '@opentelemetry/sdk-logs@3.1.0',
  '@opentelemetry/exporter-logs-otlp-http@0.301.0',
  '@opentelemetry/resources@3.1.0',
];

describe('in a project without OpenTelemetry', () => {
  test.each([
    ['20.0.0', '1.9.1', SET_2],
    ['22.14.9', '1.9.1', SET_2],
    ['22.15.0', '1.10.0', SET_3],
    ['24.1.0', '1.10.0', SET_3],
  ])('on Node %s asks for one set that belongs together', async (nodeVersion, api, set) => {
    const { install, openTelemetry } = await inspect({}, { nodeVersion });
    expect(install.packages).toEqual([OWN, `@opentelemetry/api@${api}`, ...set]);
    expect(openTelemetry).toMatchObject({ setup: 'preset', host: null });
  });

  test('installs another version or a tarball of this package when asked to', async () => {
    expect((await inspect({}, {}, ['--package', './own.tgz'])).install.packages[0]).toBe('./own.tgz');
  });

  test('stays with SDK 2 when somebody uses the API of SDK 2: who holds the older copy would see nothing', async () => {
    const { install, openTelemetry } = await inspect(installed({ '@opentelemetry/api': '1.9.0' }));
    expect(openTelemetry.meaning).toContain('SDK 2.12: @opentelemetry/api 1.9.0 is there already');
    expect(install.packages.slice(0, 2)).toEqual([OWN, '@opentelemetry/api@1.9.0']);
  });

  test('moves an API that is too old, and says so', async () => {
    const { install, notes } = await inspect(dependencies({ '@opentelemetry/api': '1.4.0' }));
    expect(install.packages).toContain('@opentelemetry/api@1.9.1');
    expect(notes).toEqual(['@opentelemetry/api moves from 1.4.0 to 1.9.1: SDK 2 works with that one.']);
  });

  test('moves a lone package of an older release, and shares what is installed', async () => {
    const { install, notes } = await inspect(dependencies({ '@opentelemetry/sdk-metrics': '2.5.0', '@opentelemetry/api': '1.9.1' }));
    expect(install.packages).toContain('@opentelemetry/sdk-metrics@~2.12.0');
    expect(notes).toContain('@opentelemetry/sdk-metrics moves from 2.5.0 to 2.12.0.');
  });
});

describe('beside an SDK that sends everything asks for no second one', () => {
  test.each([
    ['@elastic/opentelemetry-node', '1.18.0', 'node --import @elastic/opentelemetry-node backup.mjs'],
    ['@opentelemetry/auto-instrumentations-node', '0.81.0', 'node --import @opentelemetry/auto-instrumentations-node/register backup.mjs'],
    ['@opentelemetry/sdk-node', '0.223.0', 'node --import <the file that starts @opentelemetry/sdk-node> backup.mjs'],
  ])('%s', async (name, version, runLine) => {
    const { install, openTelemetry, starter } = await inspect({
      ...dependencies({ [name]: version }),
      ...installed({ '@opentelemetry/api': '1.9.1' }),
    });
    expect(openTelemetry).toMatchObject({ setup: 'host', host: { package: name } });
    expect(install.packages).toEqual([OWN, '@opentelemetry/api@1.9.1']);
    expect(starter.run).toBe(runLine);
  });

  test('and takes the API of that SDK major', async () => {
    expect((await inspect(dependencies({ '@opentelemetry/sdk-node': '0.301.0' }))).install.packages).toEqual([
      OWN,
      '@opentelemetry/api@1.10.0',
    ]);
    expect((await inspect(dependencies({ '@opentelemetry/sdk-node': '0.210.0' }))).install.packages).toEqual([
      OWN,
      '@opentelemetry/api@1.9.1',
    ]);
  });

  test('finds the file that starts it', async () => {
    const files = {
      ...dependencies({ '@opentelemetry/sdk-node': '0.301.0' }),
      'src/tracing.mjs': "import { NodeSDK } from '@opentelemetry/sdk-node';",
    };
    expect((await inspect({ ...files, 'telemetry.js': 'unrelated' })).starter.run).toBe('node --import ./src/tracing.mjs backup.mjs');
  });

  test('runs a TypeScript one by tsx where Node does not strip types yet', async () => {
    const files = { ...dependencies({ '@opentelemetry/sdk-node': '0.223.0' }), 'instrumentation.ts': "import '@opentelemetry/sdk-node'" };
    expect((await inspect(files, { nodeVersion: '20.1.0' })).starter.run).toBe('npx tsx --import ./instrumentation.ts backup.mjs');
    expect((await inspect(files, { nodeVersion: '22.18.0' })).starter.run).toBe('node --import ./instrumentation.ts backup.mjs');
  });

  test('has npm, and only npm, accept versions outside the tested ranges', async () => {
    const files = dependencies({ '@opentelemetry/sdk-node': '0.210.0', '@opentelemetry/api': '1.9.1' });
    const { install, notes } = await inspect({ ...files, ...installed({ '@opentelemetry/sdk-metrics': '2.4.0' }) });
    expect(install.command).toEqual(['npm', 'install', '--force', '--save-exact', OWN]);
    expect(notes[0]).toContain('beside @opentelemetry/sdk-metrics 2.4.0 and 1 more');
    expect((await inspect({ ...files, 'pnpm-lock.yaml': '' })).install.command).toEqual(['pnpm', 'add', '--save-exact', OWN]);
    expect((await inspect(files)).notes[0]).toContain('beside @opentelemetry/sdk-node 0.210.0, which');
  });

  test('asks to install first when versions can only be guessed', async () => {
    const { notes } = await inspect({ 'package.json': { dependencies: { '@elastic/opentelemetry-node': '^1.0.0' } } });
    expect(notes).toEqual([expect.stringContaining('@elastic/opentelemetry-node is in package.json but not installed') as string]);
  });
});

describe('beside one that takes spans only asks for what is missing', () => {
  test.each([
    ['@sentry/node', '11.12.0', '1.10.0', SIGNALS_3],
    ['@sentry/nextjs', '11.12.0', '1.10.0', SIGNALS_3],
    ['dd-trace', '6.21.0', '1.10.0', SIGNALS_3],
    ['@opentelemetry/sdk-trace', '3.1.0', '1.10.0', SIGNALS_3],
  ])('%s', async (name, version, api, signals) => {
    const { install, openTelemetry } = await inspect({ ...dependencies({ [name]: version }), ...installed({ '@opentelemetry/api': api }) });
    expect(openTelemetry).toMatchObject({ setup: 'signals', host: { package: name } });
    expect(install.packages).toEqual([OWN, `@opentelemetry/api@${api}`, ...signals]);
  });

  test('@vercel/otel, in versions that share its packages', async () => {
    const { install } = await inspect({
      ...dependencies({ '@vercel/otel': '2.1.3' }),
      ...installed({ '@opentelemetry/api': '1.9.1', '@opentelemetry/sdk-metrics': '2.12.1', '@opentelemetry/sdk-logs': '0.223.1' }),
    });
    expect(install.packages).toEqual([
      OWN,
      '@opentelemetry/api@1.9.1',
      '@opentelemetry/sdk-metrics@~2.12.0',
      '@opentelemetry/exporter-metrics-otlp-http@~0.223.0',
      '@opentelemetry/sdk-logs@~0.223.0',
      '@opentelemetry/exporter-logs-otlp-http@~0.223.0',
      '@opentelemetry/api-logs@~0.223.0',
      '@opentelemetry/resources@~2.12.0',
    ]);
  });

  test('Sentry on Node 20 moves the API to what SDK 2 accepts', async () => {
    const files = { ...dependencies({ '@sentry/node': '11.12.0' }), ...installed({ '@opentelemetry/api': '1.10.0' }) };
    const { install, notes } = await inspect(files, { nodeVersion: '20.20.0' });
    expect(install.packages).toContain('@opentelemetry/api@1.9.1');
    expect(notes).toEqual(['@opentelemetry/api moves from 1.10.0 to 1.9.1: SDK 2 works with that one.']);
  });

  test('Datadog with a word on its spans', async () => {
    expect((await inspect(dependencies({ 'dd-trace': '6.21.0' }))).notes.join()).toContain('tracer.TracerProvider().register()');
  });

  test('leaves out a signal that its own file provides for', async () => {
    const files = (text: string): Files => ({
      ...dependencies({ '@vercel/otel': '2.1.3' }),
      'instrumentation.ts': `import '@vercel/otel'; ${text}`,
    });
    const metrics = await inspect(files('registerOTel({ metricReaders: [reader] })'));
    expect(metrics.install.packages).not.toContainEqual(expect.stringContaining('sdk-metrics'));
    expect(metrics.install.packages).toContainEqual(expect.stringContaining('sdk-logs'));
    expect(metrics.openTelemetry.meaning).toContain('events, which alerts stand on, get a provider of their own');
    const both = await inspect(files('registerOTel({ metricReaders: [reader], logRecordProcessors: [processor] })'));
    expect(both.openTelemetry.setup).toBe('host');
  });
});

describe('a second run', () => {
  const specs = (packages: readonly string[]) =>
    dependencies(Object.fromEntries(packages.map((spec) => [spec.slice(0, spec.lastIndexOf('@')), spec.slice(spec.lastIndexOf('@') + 1)])));

  test.each(['20.1.0', '24.1.0'])('after the set was installed on Node %s finds it complete, and no host', async (nodeVersion) => {
    const { install } = await inspect({}, { nodeVersion });
    const again = await inspect(specs(install.packages), { nodeVersion });
    expect(again.install).toMatchObject({ packages: [], command: null });
    expect(again.openTelemetry).toMatchObject({ setup: 'preset', host: null, meaning: expect.stringContaining('complete') as string });
  });

  test('after what Sentry lacks was installed finds nothing to add', async () => {
    const sentry = dependencies({ '@sentry/node': '11.12.0' });
    const { install } = await inspect(sentry);
    const { 'package.json': manifest, ...others } = specs([...install.packages, '@sentry/node@11.12.0']);
    expect((await inspect({ ...others, 'package.json': manifest })).install.packages).toEqual([]);
  });
});
