import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endOf, needsCli, NOWHERE, runExec, runProgram, sendTo } from '../../kit/exec.js';
import { startOtlpSink, type OtlpSink } from '../../kit/otlp-sink.js';
import { readRecording } from '../../kit/tool-output.js';

const folder = mkdtempSync(join(tmpdir(), 'parse-'));
const source = join(folder, 'source');
let sink: OtlpSink;
let env: NodeJS.ProcessEnv;

beforeAll(() => {
  needsCli();
  mkdirSync(source);
  for (const name of ['one', 'two', 'three']) writeFileSync(join(source, name), name.repeat(1_000));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  sink = await startOtlpSink();
  env = sendTo(sink);
});
afterEach(() => sink.close());

/** A program that says again what the real one said in a recording, and ends as it did. */
function replay(recording: string): string {
  const { tool, exitCode, stdout, stderr } = readRecording(recording);
  const path = join(folder, recording, tool);
  mkdirSync(join(folder, recording));
  writeFileSync(`${path}.out`, stdout);
  writeFileSync(`${path}.err`, stderr);
  writeFileSync(path, `#!/bin/sh\ncat "$0.out"\ncat "$0.err" >&2\nexit ${String(exitCode)}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('what a tool said of its run is in its report', () => {
  test.each([
    ['restic-0.14.0-backup-json-success.exit-0', 'success', undefined],
    ['restic-0.14.0-backup-json-partial.exit-3', 'partial', 'source_unreadable'],
    ['restic-0.14.0-backup-json-missing.exit-0', 'partial', 'source_missing'],
    ['restic-0.14.0-backup-json-wrong-password.exit-1', 'failure', 'access_denied'],
    ['borg-1.2.4-create-json-warning.exit-1', 'partial', 'source_missing'],
  ])('%s', async (recording, outcome, reason) => {
    const { stdout, stderr, exitCode } = readRecording(recording);
    const ended = await runExec(['--parse', 'auto', '--quiet'], [replay(recording)], { env });
    expect({ code: ended.code, stderr: ended.stderr, isSame: ended.stdout.equals(stdout) }).toEqual({
      code: exitCode,
      stderr: stderr.toString(),
      isSame: true,
    });
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': outcome, 'process.exit.code': exitCode });
    expect(endOf(sink)?.['backup.reason']).toBe(reason);
    if (outcome === 'success') expect(endOf(sink)?.['backup.artifact.size']).toBeGreaterThan(0);
    // Neither a path nor a repository that the tool named.
    expect(JSON.stringify(sink.events())).not.toContain('/srv/made');
  });

  test('a real tar that can not read all is partial, and its archive is handed on byte for byte', async () => {
    const command = ['tar', '-C', folder, '-cf', '-', 'source', 'not-there'];
    const bare = spawnSync('tar', command.slice(1), { env: { ...process.env, LC_ALL: 'C' } });
    const ended = await runExec(['--parse', 'tar', '--success-codes', '0,2=partial'], command, { env: { ...env, LC_ALL: 'C' } });
    expect({ code: ended.code, isSame: ended.stdout.equals(bare.stdout) }).toEqual({ code: 2, isSame: true });
    expect(ended.stderr).toContain(bare.stderr.toString());
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'failure', 'backup.reason': 'source_missing' });
  });

  test('the bytes of a real tar are those that it states', async () => {
    const archive = join(folder, 'whole.tar');
    const { code } = await runExec(['--parse', 'auto'], ['tar', '--totals', '-C', folder, '-cf', archive, 'source'], { env });
    expect(code).toBe(0);
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'success', 'backup.artifact.size': readFileSync(archive).length });
  });
});

describe('output that is read', () => {
  test('is handed on whole, with a line of ten megabytes, to a reader that is slow', async () => {
    const line = 'head -c 10000000 /dev/zero | tr "\\0" x; head -c 3000000 /dev/zero >&2; exit 3';
    const ended = await runExec(['--parse', 'restic', '--quiet'], ['sh', '-c', line], {
      env: NOWHERE,
      onStart: (child) => {
        child.stdout?.pause();
        setTimeout(() => child.stdout?.resume(), 2_000);
      },
    });
    expect({ code: ended.code, out: ended.stdout.length, err: ended.stderr.length }).toEqual({ code: 3, out: 10_000_000, err: 3_000_000 });
  });

  test('of a command whose reader goes away ends it as it ends the bare one', async () => {
    const exec = `'${process.execPath}' '${join(process.cwd(), 'dist/cli.cjs')}' exec --job n --quiet --parse restic -- yes`;
    const { stdout } = await runProgram('bash', ['-c', `${exec} | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`], { env: NOWHERE });
    expect(stdout.toString()).toBe('141\n');
  });

  test('and held open by what the command started delays its end by no more than a moment', async () => {
    const began = performance.now();
    const ended = await runExec(['--parse', 'restic', '--quiet'], ['sh', '-c', 'echo said; sleep 20 2>/dev/null & exit 4'], {
      env: NOWHERE,
    });
    expect({ code: ended.code, said: ended.stdout.toString() }).toEqual({ code: 4, said: 'said\n' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('does not keep signals from the command, and its death by one is its own', async () => {
    const ended = await runExec(['--parse', 'restic', '--quiet'], ['sh', '-c', 'echo ready; exec sleep 30'], {
      env: NOWHERE,
      onStart: (child) => child.stdout?.once('data', () => child.kill('SIGTERM')),
    });
    expect({ code: ended.code, signal: ended.signal }).toEqual({ code: null, signal: 'SIGTERM' });
  });
});

describe('a --parse that is no tool keeps no command from running', () => {
  test.each([
    [['--parse', 'restik'], 'expected --parse to be auto or one of barman, borg'],
    [['--parse', 'auto'], 'expected --parse auto before a tool that it knows'],
  ])('%j', async (options, problem) => {
    const { code, stdout, stderr } = await runExec(options, ['sh', '-c', 'echo ran; exit 6'], { env: NOWHERE });
    expect({ code, said: stdout.toString() }).toEqual({ code: 6, said: 'ran\n' });
    expect(stderr).toContain(problem);
  });
});
