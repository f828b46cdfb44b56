import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readResource } from '../../../../src/node/sdk/resource.js';
import { captureDiag } from '../process/capture-diag.js';

/** The instance ids of a thread with modules of its own. */
async function askThread(asked: readonly (readonly [string, object])[]): Promise<readonly string[]> {
  const entry = resolve(import.meta.dirname, '../../../../src/node/sdk/resource.ts');
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    external: ['@opentelemetry/*'],
  });
  const ask = `const { parentPort, workerData } = require('node:worker_threads');
    parentPort.postMessage(workerData.map(([host, options]) =>
      module.exports.readResource({ serviceName: 'backup', ...options }, {}, host)['service.instance.id']));`;
  const worker = new Worker(`const module = { exports: {} };${built.outputFiles[0]!.text}\n${ask}`, { eval: true, workerData: asked });
  const [ids] = (await once(worker, 'message')) as [string[]];
  await worker.terminate();
  return ids;
}

describe('the resource', () => {
  it('takes what the options state over the environment', () => {
    const environment = {
      OTEL_SERVICE_NAME: 'from-name',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=from-attributes,deployment.environment.name=staging,team=data',
    };
    expect(readResource({}, environment)).toMatchObject({
      'service.name': 'from-name',
      'deployment.environment.name': 'staging',
      team: 'data',
    });
    const options = { serviceName: 'stated', serviceNamespace: 'wedsync', serviceVersion: '1.2.3', environment: 'production' };
    expect(readResource({ ...options, resourceAttributes: { team: 'core', shard: 3 } }, environment)).toMatchObject({
      'service.name': 'stated',
      'service.namespace': 'wedsync',
      'service.version': '1.2.3',
      'deployment.environment.name': 'production',
      team: 'core',
      shard: 3,
    });
  });

  it('names an unnamed service as the specification asks, and says so', () => {
    const said = captureDiag();
    expect(readResource({}, {})['service.name']).toBe('unknown_service:node');
    expect(said()).toEqual([
      'This service has no name, and alerts go by it: set OTEL_SERVICE_NAME, or state `serviceName` in the program.',
    ]);
  });

  it('takes the former name of the environment for the present one', () => {
    const environment = { OTEL_RESOURCE_ATTRIBUTES: 'service.name=a,deployment.environment=staging' };
    expect(readResource({}, environment)).toMatchObject({ 'deployment.environment.name': 'staging' });
    expect(readResource({ environment: 'production' }, environment)).toMatchObject({ 'deployment.environment.name': 'production' });
  });

  it('never records command lines, paths, users or addresses', () => {
    const said = captureDiag();
    const environment = {
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=a,process.command_args=--password%20x,process.owner=anna,host.ip=10.0.0.1,process.pid=7',
    };
    const resource = readResource({ resourceAttributes: { 'process.executable.path': '/home/anna/node' } }, environment);
    expect(Object.keys(resource).sort()).toEqual(['process.pid', 'service.instance.id', 'service.name']);
    expect(said()).toHaveLength(4);
    expect(said().join()).not.toContain('anna');
  });
});

describe('the instance id', () => {
  const id = (host: string, options = {}) => readResource({ serviceName: 'backup', ...options }, {}, host)['service.instance.id'];

  it('is the same at every start and does not reveal the host', () => {
    expect(id('db-host-1')).toBe(id('db-host-1'));
    expect(id('db-host-1')).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  });

  it('differs between hosts, services and environments', () => {
    const ids = [id('a'), id('b'), id('a', { serviceName: 'other' }), id('a', { environment: 'staging' })];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is one for all pods of a Kubernetes CronJob, and one each for those of a deployment', () => {
    expect(id('nightly-29384756-x7k2p')).toBe(id('nightly-29384816-b9qwz'));
    expect(id('api-7d9f8b6c5d-x7k2p')).not.toBe(id('api-7d9f8b6c5d-b9qwz'));
  });

  it('is what the options say when they say one', () => {
    expect(id('a', { instanceId: 'worker-3' })).toBe('worker-3');
  });

  it.skipIf(process.platform !== 'linux')('is another one in a thread beside, stated or not, and as stable', async () => {
    const stated = ['db-host-7', { instanceId: 'pod-7' }] as const;
    const beside = () => askThread([['db-host-7', {}], stated]);
    const own = [id('db-host-7'), id(...stated)];
    const twins = await beside();
    expect(new Set([...own, ...twins]).size).toBe(4);
    expect(twins[1]).toBe('pod-7-2');
    expect(await beside()).toEqual(twins);
  });
});
