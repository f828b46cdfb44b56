import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildIfMissing } from '../../kit/run-example.js';
import { proseOf, targetOf } from '../../kit/docs/pages.js';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Growth is expected; a mistake, such as packing the tests, makes far more than this. */
const MAX_PACKED_BYTES = 1_750_000;

interface Packed {
  readonly size: number;
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[];
}
interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin: Readonly<Record<string, string>>;
}

let folder: string;
let packed: Packed;
let manifest: Manifest;

beforeAll(() => {
  buildIfMissing();
  folder = mkdtempSync(join(tmpdir(), 'pack-test-'));
  const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  packed = (JSON.parse(answer) as Packed[])[0]!;
  execFileSync('tar', ['-xzf', join(folder, readdirSync(folder)[0]!), '-C', folder]);
  manifest = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as Manifest;
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const paths = () => packed.files.map(({ path }) => path);
const outsideDist = () => paths().filter((path) => !path.startsWith('dist/'));

/** Every file that a value of `exports` names. */
function filesOf(exports: unknown): readonly string[] {
  if (typeof exports === 'string') return [exports.replace(/^\.\//, '')];
  return typeof exports === 'object' && exports !== null ? Object.values(exports).flatMap(filesOf) : [];
}

test('outside dist there are the manifest, the pages, small examples and what stands behind the package, and nothing else', () => {
  const folders = /^(?:docs|examples|otel-collector)\//;
  expect(outsideDist().filter((path) => !folders.test(path))).toEqual([
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'package.json',
  ]);
  expect(outsideDist().filter((path) => path.startsWith('examples/demo/'))).toEqual([]);
  expect(outsideDist()).toEqual(
    expect.arrayContaining([
      'docs/runbooks/README.md',
      'otel-collector/alertmanager/alertmanager.yaml',
      'otel-collector/backends/prometheus.yaml',
      'otel-collector/base.yaml',
      'otel-collector/prometheus/prometheus.yml',
      'otel-collector/prometheus/rules.yaml',
    ]),
  );
});

test('what stands behind the package is configuration, without what builds and tests it here', () => {
  const kinds = outsideDist()
    .filter((path) => path.startsWith('otel-collector/'))
    .map((path) => path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/'))));
  expect([...new Set(kinds)].filter((kind) => !['.yaml', '.yml', '.json', '.md', '/Containerfile'].includes(kind))).toEqual([]);
});

test('no link of a page leads to something that is not there', () => {
  const pages = paths().filter((path) => path.endsWith('.md'));
  expect(pages).toEqual(expect.arrayContaining(['docs/guide.md', 'docs/runbooks/README.md', 'examples/smallest-wrap/README.md']));
  const dead = pages.flatMap((path) => {
    const page = { path, text: readFileSync(join(folder, 'package', path), 'utf8') };
    const hrefs = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(([, inline, defined]) => inline ?? defined ?? '');
    return hrefs.flatMap((href) => {
      const to = targetOf(page, href)?.path.replace(/\/$/, '');
      const isThere = to === undefined || paths().some((shipped) => shipped === to || shipped.startsWith(`${to}/`));
      return isThere ? [] : [`${path}: ${href}`];
    });
  });
  expect(dead).toEqual([]);
});

test('each runbook that a rule names is there', () => {
  const rules = readFileSync(join(folder, 'package/otel-collector/prometheus/rules.yaml'), 'utf8');
  const named = [...rules.matchAll(/runbook: '([^']+)'/g)].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !paths().includes(path ?? ''))).toEqual([]);
});

test('in dist there is code with its types for both module systems, JSON, and nothing else', () => {
  const kinds = paths()
    .filter((path) => path.startsWith('dist/'))
    .map((path) => /(?:\.d)?\.[a-z]+$/.exec(path)?.[0] ?? path);
  expect([...new Set(kinds)].sort()).toEqual(['.cjs', '.d.cts', '.d.ts', '.js', '.json']);
});

test('every entry of the manifest is there', () => {
  const named = [...filesOf(manifest.exports), ...Object.values(manifest.bin).map((path) => path.replace(/^\.\//, ''))];
  expect(named.length).toBeGreaterThan(10);
  // A pattern stands for all that begins and ends like it.
  const isThere = (name: string) => {
    const [begin = '', end] = name.split('*');
    return paths().some((path) => (end === undefined ? path === name : path.startsWith(begin) && path.endsWith(end)));
  };
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

test('the command can be run', () => {
  for (const path of Object.values(manifest.bin)) {
    expect(readFileSync(join(folder, 'package', path), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  }
});

test('no file names a folder of the machine that built it, or points to a source map', () => {
  const forbidden = paths().filter((path) => {
    const text = readFileSync(join(folder, 'package', path), 'utf8');
    return text.includes(ROOT) || /^\/\/# sourceMappingURL=/m.test(text);
  });
  expect(forbidden).toEqual([]);
});

test('it is no larger than it has to be', () => {
  expect(packed.size).toBeGreaterThan(10_000);
  expect(packed.size).toBeLessThan(MAX_PACKED_BYTES);
});
