import { exec, execSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { BackupReport } from '../../../../src/index.js';
import { createHarness, settled } from '../harness.js';

/** What the finish of a run says when the run reported this. */
async function emittedOf(...reports: BackupReport[]): Promise<Readonly<Record<string, unknown>>> {
  const { telemetry, events, spans } = createHarness();
  await telemetry.withBackup({ job: 'nightly' }, (run) => {
    for (const report of reports) run.report(report);
  });
  const [finished] = events('backup.run.finished');
  const { 'backup.duration': _, 'backup.event.id': __, 'backup.event.sequence': ___, ...attributes } = finished?.attributes ?? {};
  expect(spans()[0]?.attributes).toEqual(attributes);
  const { 'backup.run.id': id, ...emitted } = attributes;
  expect(id).toEqual(expect.any(String));
  return emitted;
}

const NIGHTLY = {
  'backup.operation': 'backup',
  'backup.job.name': 'nightly',
  'backup.outcome': 'success',
  'backup.telemetry.problem': 'none',
};
const WRONG = { ...NIGHTLY, 'backup.telemetry.problem': 'report_invalid' };

test('everything reported is on the span and in the finish', async () => {
  const oldestCopy = new Date('2026-05-01T00:00:00Z');
  expect(
    await emittedOf({ bytes: 1_024, files: 3, checksum: 'sha256:9f86d081884c7d65', exitCode: 0, retainedCopies: 7, oldestCopy }),
  ).toEqual({
    ...NIGHTLY,
    'backup.artifact.size': 1_024,
    'backup.artifact.file.count': 3,
    'backup.artifact.checksum.value': '9f86d081884c7d65',
    'backup.artifact.checksum.algorithm': 'sha256',
    'process.exit.code': 0,
    'backup.retention.copies': 7,
    'backup.retention.oldest.timestamp': oldestCopy.getTime() / 1_000,
  });
});

test('later reports replace earlier ones field by field, wrong values replace nothing and leave the run in doubt', async () => {
  expect(await emittedOf({ bytes: 1, files: 1 }, { bytes: 2 }, { bytes: -1, files: undefined })).toEqual({
    ...WRONG,
    'backup.outcome': 'partial',
    'backup.reason': 'field_unknown',
    'backup.artifact.size': 2,
    'backup.artifact.file.count': 1,
  });
});

test.each(['garbage', '1024', NaN, -1, 1.5, null])('a size of %j may have said that the backup is empty', async (bytes) => {
  expect(await emittedOf({ bytes } as never)).toEqual({ ...WRONG, 'backup.outcome': 'partial', 'backup.reason': 'field_unknown' });
});

test.each([
  'sha256',
  'sha256:',
  ':9f86d081',
  'sha256:/etc/passwd-of-a-path',
  'sha256:9f86 d081',
  'sha256:/var/backups/dump',
  'sha256:hunter2-hunter2',
  'a:9f86d081',
  'sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
  'sha256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU',
])('the checksum %j is left out', async (checksum) => {
  expect(await emittedOf({ checksum })).toEqual(WRONG);
});

test.each([
  ['MD5 in hexadecimal', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  ['SHA-256 in base64', 'sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
  ['SHA-256 in base64url', 'sha256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU='],
  ['CRC-64 as S3 says it', 'crc64nvme:AAAAAAAAAAA='],
])('%s is a checksum', async (_, checksum) => {
  const [algorithm, digest] = checksum.split(':');
  const emitted = { 'backup.artifact.checksum.value': digest, 'backup.artifact.checksum.algorithm': algorithm };
  expect(await emittedOf({ checksum })).toEqual({ ...NIGHTLY, ...emitted });
});

test.each([-1, 256, 1.5, null, '0'])('the exit code %j is left out, and the run is a failure', async (exitCode) => {
  const { 'error.type': type, 'backup.reason': reason, ...emitted } = await emittedOf({ exitCode } as never);
  expect([type, reason]).toEqual(['_OTHER', 'exit_code']);
  expect(emitted).toEqual({ ...WRONG, 'backup.outcome': 'failure' });
});

describe('the exit code of a failed program is taken from its error', () => {
  const failing = 'exit 3';
  test.each<readonly [string, () => unknown, number | undefined]>([
    ['of `exec`', () => promisify(exec)(failing), 3],
    ['of `execSync`', () => execSync(failing, { stdio: 'ignore' }), 3],
    ['with `exitCode`', () => Promise.reject(Object.assign(new Error('x'), { exitCode: 4 })), 4],
    ['but not the 20 of an AbortError', () => Promise.reject(new DOMException('x', 'AbortError')), undefined],
    ['but not the number of a database error', () => Promise.reject(Object.assign(new Error('x'), { code: 13 })), undefined],
    ['but not the status of HTTP', () => Promise.reject(Object.assign(new Error('x'), { status: 204 })), undefined],
    [
      'but not a number no program can exit with',
      () => Promise.reject(Object.assign(new Error('x'), { exitCode: 3_221_225_786 })),
      undefined,
    ],
    ['but not of what cannot be read', () => Promise.reject(new Proxy({}, { get: () => expect.fail('read') })), undefined],
  ])('%s', async (_, fn, exitCode) => {
    const { telemetry, events } = createHarness();
    await settled(telemetry.withBackup({ job: 'nightly' }, fn));
    expect(events('backup.run.finished')[0]?.attributes['process.exit.code']).toBe(exitCode);
  });

  test('unless the run reported it', async () => {
    const { telemetry, events } = createHarness();
    const run = telemetry.startBackup({ job: 'nightly' });
    run.report({ exitCode: 9 });
    await run.fail(Object.assign(new Error('x'), { exitCode: 4 }));
    expect(events('backup.run.finished')[0]?.attributes['process.exit.code']).toBe(9);
  });
});
