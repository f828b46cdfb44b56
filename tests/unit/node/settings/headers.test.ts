import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { headerValues, readHeaders } from '../../../../src/node/settings/headers.js';
import { captureDiag } from '../process/capture-diag.js';

function createFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'headers-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'headers');
  writeFileSync(path, text);
  return path;
}

it('reads headers from a file, one a line or comma-separated', () => {
  const environment = { BACKUP_TELEMETRY_OTLP_HEADERS_FILE: createFile('authorization=Bearer%20abc\r\nx-tenant=wedsync,x-zone=eu\n') };
  expect(readHeaders({}, environment)).toEqual({ authorization: 'Bearer abc', 'x-tenant': 'wedsync', 'x-zone': 'eu' });
  expect(readHeaders({ headers: { 'x-tenant': 'other' } }, environment)).toMatchObject({
    authorization: 'Bearer abc',
    'x-tenant': 'other',
  });
});

it('reads none where no file is named', () => {
  expect(readHeaders({}, {})).toEqual({});
});

it('says that a file cannot be read, and why, and goes on without it', () => {
  const said = captureDiag();
  expect(readHeaders({ headers: { a: 'b' } }, { BACKUP_TELEMETRY_OTLP_HEADERS_FILE: '/nowhere/headers' })).toEqual({ a: 'b' });
  expect(said()).toEqual([
    'The file that BACKUP_TELEMETRY_OTLP_HEADERS_FILE names cannot be read (ENOENT); telemetry is sent without its headers.',
  ]);
});

it('shows nothing of a file with something else in it', () => {
  const said = captureDiag();
  expect(readHeaders({}, { BACKUP_TELEMETRY_OTLP_HEADERS_FILE: createFile('s3cr3t\n') })).toEqual({});
  expect(said()).toEqual([
    'Expected the file that BACKUP_TELEMETRY_OTLP_HEADERS_FILE names to hold key=value pairs, percent-encoded; one is left out.',
  ]);
});

it('knows the values of all headers, as written and as sent', () => {
  const environment = {
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, x=%zz',
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: 'key=logs-key',
    OTEL_SERVICE_NAME: 'a=b',
  };
  expect(new Set(headerValues({ token: 'stated' }, environment))).toEqual(
    new Set(['stated', 'Bearer%20abc', 'Bearer abc', '%zz', 'logs-key']),
  );
});
