import { diag } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ensureDiagLogger } from '../../../src/node/diag-logger.js';

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
  ensureDiagLogger({}, write);
  diag.info('quiet');
  diag.warn('watch out', 3, true);
  diag.error('broken', new Error('connect ECONNREFUSED'));
  expect(lines).toEqual(['[backup-telemetry] warn: watch out 3 true\n', '[backup-telemetry] error: broken connect ECONNREFUSED\n']);
});

it('follows OTEL_LOG_LEVEL', () => {
  ensureDiagLogger({ OTEL_LOG_LEVEL: 'INFO' }, write);
  diag.info('said');
  diag.debug('unsaid');
  expect(lines).toEqual(['[backup-telemetry] info: said\n']);
});

it('warns where OTEL_LOG_LEVEL is no level', () => {
  ensureDiagLogger({ OTEL_LOG_LEVEL: 'loud' }, write);
  diag.warn('said');
  diag.info('unsaid');
  expect(lines).toHaveLength(1);
});

it('prints no objects, which may hold requests with their headers', () => {
  ensureDiagLogger({}, write);
  diag.warn('request failed', { headers: { authorization: 's3cr3t' } });
  expect(lines).toEqual(['[backup-telemetry] warn: request failed\n']);
});

it('takes the message out of errors that the SDK hands on as JSON', () => {
  ensureDiagLogger({}, write);
  diag.error(JSON.stringify({ message: 'no route', stack: 'Error: no route\n    at /srv/app.js:1:1' }));
  diag.error('{"code":1}');
  expect(lines).toEqual(['[backup-telemetry] error: no route\n', '[backup-telemetry] error: {"code":1}\n']);
});

it('prints the same line once a minute', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  ensureDiagLogger({}, write);
  diag.warn('receiver is down');
  diag.warn('receiver is down');
  vi.advanceTimersByTime(60_001);
  diag.warn('receiver is down');
  expect(lines).toHaveLength(2);
});

it('forgets old lines rather than growing without end', () => {
  ensureDiagLogger({}, write);
  for (let index = 0; index < 250; index += 1) diag.warn(`line ${String(index)}`);
  expect(lines).toHaveLength(250);
});

it('leaves the logger of the host alone', () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say });
  const withoutLogger = ensureDiagLogger({}, write);
  withoutLogger(() => {
    diag.warn('to the host');
  });
  expect(said).toContain('to the host');
  expect(lines).toEqual([]);
});

it('writes to stderr unless told otherwise', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  ensureDiagLogger({});
  diag.warn('on stderr');
  expect(stderr).toHaveBeenCalledWith('[backup-telemetry] warn: on stderr\n');
  stderr.mockRestore();
});
