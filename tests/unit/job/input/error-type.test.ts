import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { errorType } from '../../../../src/job/input/error-type.js';

const e2 = class e2 extends Error {};
const Nu = class Nu extends RangeError {};
const ChecksumMismatch2 = class ChecksumMismatch2 extends Error {};
const Bundled = class ChecksumMismatch$1 extends Error {};
const Named = class e2 extends Error {
  override name = 'ChecksumMismatch';
};
const NamedAfterItself = class Nu extends Error {
  override name = 'Nu';
};
const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });

describe('the type of an error is', () => {
  test.each<readonly [string, unknown, string]>([
    ['no name of a minifier', new e2(), 'Error'],
    ['what a minified class extends', new Nu(), 'RangeError'],
    ['no name that a class of a minifier took over', new NamedAfterItself(), 'Error'],
    ['no name that a bundler numbered', new ChecksumMismatch2(), 'Error'],
    ['no name that another bundler numbered', new Bundled(), 'Error'],
    ['the name that a class was given', new Named(), 'ChecksumMismatch'],
    ['the code where the class says nothing', Object.assign(new e2(), { code: 'CHECKSUM_MISMATCH' }), 'CHECKSUM_MISMATCH'],
    ['no code that is no constant', Object.assign(new e2(), { code: 'AKIAIOSFODNN7EXAMPLE' }), 'Error'],
    ['that of its cause', new Error('x', { cause: refused }), 'ECONNREFUSED'],
    ['that of the cause of what `fetch` throws', new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
    ['its own where it says something', new RangeError('x', { cause: refused }), 'RangeError'],
    ['its own where the cause says nothing', new TypeError('x', { cause: new Error('y') }), 'TypeError'],
    ['that of the first member that says something', new AggregateError([new Error('x'), refused]), 'ECONNREFUSED'],
    ['that of an error deep within', new Error('x', { cause: new AggregateError([new Error('y', { cause: refused })]) }), 'ECONNREFUSED'],
    ['its own when the causes go round', roundabout(), 'Error'],
  ])('%s', (_, error, type) => {
    expect(errorType(error)).toBe(type);
  });

  test('the signal that ended a child process, or the timeout that sent it', async () => {
    const options = { timeout: 100 };
    const killed: unknown = await promisify(execFile)('sleep', ['5'], options).catch((error: unknown) => error);
    expect(errorType(killed)).toBe('SIGTERM');
    expect(errorType(spawnSync('sleep', ['5'], options).error)).toBe('ETIMEDOUT');
  });
});

function roundabout(): Error {
  const error = new Error('x');
  error.cause = error;
  return error;
}
