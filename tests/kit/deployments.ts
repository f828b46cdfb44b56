import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const COLLECTOR_FOLDER = resolve(import.meta.dirname, '../../otel-collector');

/** The parts of a service of compose.yaml that tests look at. */
export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly network_mode?: string;
  readonly privileged?: boolean;
  readonly read_only?: boolean;
}

export interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** compose.yaml with what its anchors stand for. */
export function readCompose(): Compose {
  return parse(read('compose.yaml'), { merge: true }) as Compose;
}

/** A manifest of Kubernetes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

export interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly { readonly name: string; readonly files: readonly string[] }[];
}

export function readKustomization(): Kustomization {
  return parse(read('kustomization.yaml')) as Kustomization;
}

/** Every manifest that kustomization.yaml names. */
export function readManifests(): readonly Manifest[] {
  return readKustomization().resources.flatMap((file) => parseAllDocuments(read(file)).map((document) => document.toJS() as Manifest));
}

/** The parts of the StatefulSet's pods that tests look at. */
export interface PodSpec {
  readonly containers: readonly {
    readonly image: string;
    readonly args: readonly string[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}

export function readPodSpec(): PodSpec {
  const stateful = readManifests().find(({ kind }) => kind === 'StatefulSet');
  return (stateful!.spec as { template: { spec: PodSpec } }).template.spec;
}

function read(file: string): string {
  return readFileSync(resolve(COLLECTOR_FOLDER, file), 'utf8');
}

/** Where a file that a container sees stands in this repository. @throws Error when nothing is mounted there */
export function composeSource({ volumes = [] }: ComposeService, path: string): string {
  for (const volume of volumes) {
    const [source = '', target = ''] = volume.split(':');
    if (source.startsWith('./') && (path === target || path.startsWith(`${target}/`)))
      return resolve(COLLECTOR_FOLDER, `${source}${path.slice(target.length)}`);
  }
  throw new Error(`Expected a mounted file at ${path}`);
}

/** Where a file of the ConfigMap stands in this repository. */
export function configMapSource(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const entry = readKustomization()
    .configMapGenerator.flatMap(({ files }) => files)
    .find((file) => file === name || file.startsWith(`${name}=`));
  if (entry === undefined) throw new Error(`Expected ${name} in the ConfigMap`);
  return resolve(COLLECTOR_FOLDER, entry.slice(entry.indexOf('=') + 1));
}
