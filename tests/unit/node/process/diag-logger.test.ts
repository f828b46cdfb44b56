import { diag } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBackupTelemetry } from '../../../../src/index.js';
import { ensureDiagLogger, withLogLevelHidden } from '../../../../src/node/process/diag-logger.js';

let lines: string[] = [];
const write = (line: string) => void lines.push(line);

beforeEach(() => {
  lines = [];
});

afterEach(() => {
  diag.disable();
  vi.useRealTimers();
});

it('prints warnings and errors, and nothing less', () => {
  ensureDiagLogger({}, [], write);
  diag.info('quiet');
  diag.warn('watch out', 3, true);
  diag.error('broken', new Error('connect ECONNREFUSED'));
  expect(lines).toEqual(['[backup-telemetry] warn: watch out 3 true\n', '[backup-telemetry] error: broken connect ECONNREFUSED\n']);
});

it('follows OTEL_LOG_LEVEL', () => {
  ensureDiagLogger({ OTEL_LOG_LEVEL: 'INFO' }, [], write);
  diag.info('said');
  diag.debug('unsaid');
  expect(lines).toEqual(['[backup-telemetry] info: said\n']);
});

it('says a level that is none and stays at warn', () => {
  ensureDiagLogger({ OTEL_LOG_LEVEL: 'loud' }, [], write);
  diag.warn('said');
  diag.info('unsaid');
  expect(lines).toEqual([
    '[backup-telemetry] warn: Expected OTEL_LOG_LEVEL to be one of none, error, warn, info, debug, verbose, all, got "loud"; warn is used.\n',
    '[backup-telemetry] warn: said\n',
  ]);
});

it('prints no credentials, also those it learns of later', () => {
  const secrets: string[] = ['1'];
  ensureDiagLogger({}, secrets, write);
  secrets.push('Bearer s3cr3t');
  diag.warn('refused "Bearer s3cr3t" 1 time at https://anna:pa55@otlp.example/v1/logs');
  expect(lines).toEqual(['[backup-telemetry] warn: refused "***" 1 time at https://***@otlp.example/v1/logs\n']);
});

it('cuts long lines, and credentials before that', () => {
  ensureDiagLogger({}, ['s3cr3t'], write);
  diag.warn(`${'x'.repeat(496)}s3cr3t`);
  expect(lines).toEqual([`[backup-telemetry] warn: ${'x'.repeat(496)}***\n`]);
});

it('does not repeat whose the line is', () => {
  ensureDiagLogger({}, [], write);
  diag.createComponentLogger({ namespace: '@wedsync/backup-telemetry' }).warn('said');
  expect(lines).toEqual(['[backup-telemetry] warn: said\n']);
});

it('prints no objects, which may hold requests with their headers', () => {
  ensureDiagLogger({}, [], write);
  diag.warn('request failed', { headers: { authorization: 's3cr3t' } });
  expect(lines).toEqual(['[backup-telemetry] warn: request failed\n']);
});

it('takes the message out of errors that the SDK hands on as JSON', () => {
  ensureDiagLogger({}, [], write);
  diag.error(JSON.stringify({ message: 'no route', stack: 'Error: no route\n    at /srv/app.js:1:1' }));
  diag.error('{"code":1}');
  expect(lines).toEqual(['[backup-telemetry] error: no route\n', '[backup-telemetry] error: {"code":1}\n']);
});

it('prints the same line once a minute, whatever its numbers', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  ensureDiagLogger({}, [], write);
  diag.warn('no answer from port 4318 after 3 s');
  diag.warn('no answer from port 4318 after 12 s');
  vi.advanceTimersByTime(60_001);
  diag.warn('no answer from port 4318 after 63 s');
  expect(lines).toHaveLength(2);
});

it('forgets old lines rather than growing without end', () => {
  ensureDiagLogger({}, [], write);
  for (let index = 0; index < 250; index += 1) diag.warn(`line ${'x'.repeat(index)}`);
  expect(lines).toHaveLength(250);
});

it('leaves the logger of the host alone', () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say });
  ensureDiagLogger({}, [], write);
  diag.warn('to the host');
  expect(said).toContain('to the host');
  expect(lines).toEqual([]);
});

it('writes to stderr by default', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  ensureDiagLogger({});
  diag.warn('on stderr');
  expect(stderr.mock.calls.map(([line]) => line)).toEqual(['[backup-telemetry] warn: on stderr\n']);
  stderr.mockRestore();
});

it.each(['debug', undefined])('hides the level %s from what is made and from nothing else', (level) => {
  vi.stubEnv('OTEL_LOG_LEVEL', level);
  expect(withLogLevelHidden(() => process.env['OTEL_LOG_LEVEL'])).toBeUndefined();
  expect(process.env['OTEL_LOG_LEVEL']).toBe(level);
  expect(() =>
    withLogLevelHidden(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(process.env['OTEL_LOG_LEVEL']).toBe(level);
  vi.unstubAllEnvs();
});

it('says a problem once for each place in the code', async () => {
  ensureDiagLogger({}, [], write);
  const { recordBackup } = createBackupTelemetry();
  const wrong = { job: 'nightly', startedAt: Date.now(), endedAt: Date.now(), type: 'ful' as 'full' };
  for (let round = 0; round < 3; round += 1) await recordBackup(wrong);
  await recordBackup(wrong);
  const places = lines.map((line) => /Expected `type` .* \(at (diag-logger\.test\.ts:\d+:\d+)\)\n$/.exec(line)?.[1]);
  expect(places).toEqual([expect.any(String), expect.any(String)]);
  expect(new Set(places).size).toBe(2);
});

it('prints what another says of two places at both, and of one place once', () => {
  ensureDiagLogger({}, [], write);
  for (const place of ['a.js:1:2', 'a.js:1:2', 'a.js:30:2', 'b.js:1:2']) diag.warn(`Expected one, got 2. (at ${place})`);
  expect(lines.map((line) => /\(at (.*)\)/.exec(line)?.[1])).toEqual(['a.js:1:2', 'a.js:30:2', 'b.js:1:2']);
});
