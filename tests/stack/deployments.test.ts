import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { composeSource, configMapSource, readCompose, readPodSpec } from '../kit/deployments.js';

const otelcol = findTool('otelcol');

describe.skipIf(!otelcol)(`the collector as compose.yaml and the manifests start it ${needs('otelcol', otelcol)}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'deployments-'));
    writeFileSync(join(folder, 'tokens'), 'made-up\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the real collector says of these arguments and variables, with the paths of a container made those of this machine. */
  function problems(args: readonly string[], env: Readonly<Record<string, string>>, sourceOf: (path: string) => string): string {
    const mapped = args.map((argument) => `--config=${sourceOf(argument.replace('--config=', ''))}`);
    const { status, stderr } = spawnSync(otelcol!, ['validate', ...mapped], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env, OTELCOL_TOKEN_FILE: join(folder, 'tokens'), OTELCOL_QUEUE_DIR: folder },
    });
    return status === 0 ? '' : stderr || 'it failed';
  }

  test('compose.yaml: finds nothing to object to', () => {
    const service = readCompose().services['collector']!;
    expect(problems(service.command!, service.environment!, (path) => composeSource(service, path))).toBe('');
  });

  test('Kubernetes: finds nothing to object to', () => {
    const [{ args, env } = { args: [], env: [] }] = readPodSpec().containers;
    expect(problems(args, Object.fromEntries(env.map(({ name, value }) => [name, value])), configMapSource)).toBe('');
  });

  test('rejects an address that is none', () => {
    const [{ args } = { args: [] }] = readPodSpec().containers;
    expect(problems(args, { JAEGER_ENDPOINT: '::' }, configMapSource)).not.toBe('');
  });
});
