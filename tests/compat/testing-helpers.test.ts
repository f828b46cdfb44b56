import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { describeBare, hostFolder, runProgram, type HostName } from './run-program.js';

const execute = promisify(execFile);

const EVENTS = ['backup.run.started', 'backup.phase.finished', 'backup.run.finished', 'backup.copy.stored'];
const RECORDED = { runs: [['nightly', 'success', 1_024, ['dump']]], events: EVENTS, ended: 1, size: 1_024 };

describeBare('the testing helpers of the packed package', () => {
  describe.each<HostName>(['bare', 'otel2', 'otel3'])('in the host %s', (host) => {
    test('record the same, given to a job and registered for all', async () => {
      const { code, stderr, result } = await runProgram(host, 'testing.cjs');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(result).toEqual({
        given: { ...RECORDED, roots: ['backup nightly'] },
        global: { ...RECORDED, roots: ['request'] },
        nested: ['backup nightly'],
        simulated: [
          'backup.run.started',
          'backup.run.progress',
          'backup.phase.finished',
          'backup.run.progress',
          'backup.run.heartbeat',
          'backup.phase.finished',
          'backup.run.finished',
        ],
        message: 'Expected a run of "nightly" to fail. What ran:\n  backup "nightly" to "s3-eu": success',
      });
    });

    test('work as ES modules', async () => {
      const { code, stderr, result } = await runProgram(host, 'testing.mjs');
      expect({ code, stderr, result }).toEqual({ code: 0, stderr: '', result: { runs: [['nightly', 'success']], events: 3 } });
    });
  });

  test('extend the expect of jest by one line of its configuration', async () => {
    const cwd = hostFolder('jest');
    const { stderr } = await execute(process.execPath, [join(cwd, 'node_modules/jest/bin/jest.js'), '--no-color'], { cwd });
    expect(stderr).toContain('Tests:       4 passed, 4 total');
  });
});
