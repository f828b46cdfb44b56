import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type CollectorSite } from './collector.js';
import { plainLogs } from './plain-otlp.js';

const otelcol = findTool('otelcol');

/** A certificate that signs itself: authority, server and client in one. */
function makeCertificate(folder: string) {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  return { cert, key };
}

describe.skipIf(otelcol === undefined)(`ingest of the collector over TLS ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let pair: { readonly cert: string; readonly key: string };

  beforeEach(async () => {
    site = await createCollectorSite();
    pair = makeCertificate(site.folder);
  });
  afterEach(() => site?.remove());

  const start = (file: string) =>
    startCollector(otelcol ?? '', site, {
      files: ['backends/none.yaml', file],
      env: { OTELCOL_TLS_CERT_FILE: pair.cert, OTELCOL_TLS_KEY_FILE: pair.key, OTELCOL_TLS_CLIENT_CA_FILE: pair.cert },
    });

  /** @returns the HTTP status, or the code of the error */
  const post = (own: { readonly cert?: Buffer; readonly key?: Buffer }) =>
    new Promise<number | string>((done) => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer first' };
      const url = `${site.url.replace('http:', 'https:')}/v1/logs`;
      const sent = request(url, { method: 'POST', headers, ca: readFileSync(pair.cert), agent: false, ...own }, (response) => {
        response.resume();
        done(response.statusCode ?? 0);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
      sent.end(JSON.stringify(plainLogs('nightly')));
    });

  test('takes telemetry with ingest/tls.yaml', async () => {
    const collector = await start('ingest/tls.yaml');
    expect(await post({})).toBe(200);
    await collector.stop();
  });

  test('takes it with ingest/mtls.yaml only from senders with a certificate', async () => {
    const collector = await start('ingest/mtls.yaml');
    expect(await post({})).not.toBe(200);
    expect(await post({ cert: readFileSync(pair.cert), key: readFileSync(pair.key) })).toBe(200);
    await collector.stop();
  });
});
