import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StatefulSet } from 'kubernetes-models/apps/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import {
  COLLECTOR_FOLDER,
  configMapSource,
  readCompose,
  readKustomization,
  readManifests,
  readPodSpec,
  type Manifest,
} from '../../kit/deployments.js';

const MODELS: Readonly<Record<string, new (manifest: never) => { validate(): void }>> = {
  'apps/v1 StatefulSet': StatefulSet,
  'v1 Service': Service,
  'policy/v1 PodDisruptionBudget': PodDisruptionBudget,
  'networking.k8s.io/v1 NetworkPolicy': NetworkPolicy,
};
const manifests = readManifests();
const pod = readPodSpec();
const [container] = pod.containers;

function check(manifest: Manifest): void {
  const Model = MODELS[`${manifest.apiVersion} ${manifest.kind}`];
  if (!Model) throw new Error(`Expected a known kind, got ${manifest.apiVersion} ${manifest.kind}`);
  new Model(manifest as never).validate();
}

describe('the manifests', () => {
  test.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
    '%s is valid by the schema of the Kubernetes API',
    (_name, manifest) => {
      expect(() => check(manifest)).not.toThrow();
      expect(() => check({ ...manifest, spec: { ...(manifest.spec as object), selector: 3, podSelector: 3 } })).toThrow();
    },
  );

  test('name each thing once', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('choose pods by the labels that the pods have', () => {
    const { template } = manifests.find(({ kind }) => kind === 'StatefulSet')!.spec as { template: { metadata: { labels: object } } };
    const selectors = manifests.map(({ kind, spec }) => {
      const { selector, podSelector } = spec as { selector?: { matchLabels?: object }; podSelector?: { matchLabels: object } };
      return kind === 'Service' ? selector : (podSelector ?? selector)?.matchLabels;
    });
    expect(selectors).toEqual(manifests.map(() => template.metadata.labels));
  });

  test('speak of ports that the container has', () => {
    const names = container!.ports.map(({ name }) => name);
    const asked = [...JSON.stringify(manifests).matchAll(/"(?:targetPort|port)":"([\w-]+)"/g)].map(([, name]) => name!);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('the collector in them', () => {
  test('reads the tested files, through the ConfigMap', () => {
    expect(pod.volumes.find(({ name }) => name === 'config')!.configMap!.name).toBe(readKustomization().configMapGenerator[0]!.name);
    const files = container!.args.map((argument) => configMapSource(argument.replace('--config=', '')));
    expect(files[0]).toBe(resolve(COLLECTOR_FOLDER, 'base.yaml'));
    for (const file of files) expect(statSync(file).isFile()).toBe(true);
  });

  test('has a ConfigMap that a server takes, and that fits into the annotation of kubectl apply', () => {
    const sizes = readKustomization().configMapGenerator.flatMap(({ files }) =>
      // As the annotation holds it.
      files.map((file) => Buffer.byteLength(JSON.stringify(readFileSync(configMapSource(file.split('=')[0]!), 'utf8')))),
    );
    // A server takes 262 144 bytes of annotations.
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(240_000);
  });

  test('is the one of compose.yaml', () => {
    expect(container!.image).toBe(readCompose().services['collector']!.image);
  });

  test('listens on the ports that are named', () => {
    const values = Object.fromEntries(container!.env.map(({ name, value }) => [name, value]));
    const port = (name: string) => container!.ports.find((one) => one.name === name)!.containerPort;
    expect(values['OTELCOL_OTLP_HTTP_ENDPOINT']).toBe(`0.0.0.0:${port('otlp-http')}`);
    expect(values['OTELCOL_HEALTH_ENDPOINT']).toBe(`0.0.0.0:${port('health')}`);
    expect(port('metrics')).toBe(8888);
  });

  test('has its tokens and its queue where its variables say', () => {
    const mounts = container!.volumeMounts.map(({ mountPath }) => mountPath);
    const tokens = container!.env.find(({ name }) => name === 'OTELCOL_TOKEN_FILE')!.value;
    expect(mounts).toContain(tokens.slice(0, tokens.lastIndexOf('/')));
    expect(mounts).toContain('/var/lib/otelcol/queue');
  });
});
