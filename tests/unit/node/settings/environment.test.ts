import { expect, it } from 'vitest';
import { parsePairs, readBoolean, readForSignal, readPositive, readText } from '../../../../src/node/settings/environment.js';
import { captureDiag } from '../process/capture-diag.js';

it('takes an empty variable for one that is not set', () => {
  expect(readText({ OTEL_SERVICE_NAME: '  ' }, 'OTEL_SERVICE_NAME')).toBeUndefined();
  expect(readText({ OTEL_SERVICE_NAME: ' backup ' }, 'OTEL_SERVICE_NAME')).toBe('backup');
});

it('takes only the word true, in any case, for true', () => {
  expect(['true', 'TRUE', '1', 'yes', ''].map((value) => readBoolean({ A: value }, 'A'))).toEqual([true, true, false, false, false]);
});

it('prefers the variable of one signal to the one for all', () => {
  const environment = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'http/protobuf' };
  expect(readForSignal(environment, 'logs', 'PROTOCOL')).toBe('http/protobuf');
  expect(readForSignal(environment, 'traces', 'PROTOCOL')).toBe('http/json');
});

it('says a wrong number and keeps the default', () => {
  const said = captureDiag();
  expect(readPositive({ OTEL_METRIC_EXPORT_INTERVAL: 'soon' }, 'OTEL_METRIC_EXPORT_INTERVAL', 10_000)).toBe(10_000);
  expect(readPositive({ OTEL_METRIC_EXPORT_INTERVAL: '-1' }, 'OTEL_METRIC_EXPORT_INTERVAL', 10_000)).toBe(10_000);
  expect(readPositive({ OTEL_METRIC_EXPORT_INTERVAL: '250' }, 'OTEL_METRIC_EXPORT_INTERVAL', 10_000)).toBe(250);
  expect(said()).toEqual([
    'Expected OTEL_METRIC_EXPORT_INTERVAL to be a number above zero, got "soon"; 10000 is used.',
    'Expected OTEL_METRIC_EXPORT_INTERVAL to be a number above zero, got "-1"; 10000 is used.',
  ]);
});

it('reads percent-encoded pairs', () => {
  expect(parsePairs('team=data%20protection, tier=gold,\nempty=', 'X')).toEqual({ team: 'data protection', tier: 'gold', empty: '' });
});

it('leaves a wrong pair out without showing it', () => {
  const said = captureDiag();
  expect(parsePairs('s3cr3t,a=%E0%A4%A,ok=1', 'the headers')).toEqual({ ok: '1' });
  expect(said()).toHaveLength(2);
  expect(said().join()).not.toContain('s3cr3t');
});
