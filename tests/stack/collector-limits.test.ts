import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type Collector, type CollectorSite } from './collector.js';
import { plainLogs } from './plain-otlp.js';

const otelcol = findTool('otelcol');
const MIB = 1024 * 1024;

describe.skipIf(otelcol === undefined)(`limits of the collector ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let collector: Collector | undefined;

  beforeEach(async () => {
    site = await createCollectorSite();
  });
  afterEach(async () => {
    await collector?.kill();
    collector = undefined;
    site.remove();
  });

  test('cuts a sender that keeps it waiting for its headers, or for its body, and goes on serving others', async () => {
    collector = await startCollector(otelcol ?? '', site, { files: ['backends/none.yaml'] });
    const start = 'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer first\r\nContent-Type: application/json\r\n';
    const [headers, body] = [timeUntilCut(site.url, start), timeUntilCut(site.url, `${start}Content-Length: 100\r\n\r\n{"resource`)];
    expect(await collector.post('logs', plainLogs('nightly'))).toBe(200);
    // Nothing cuts them at once, and a busy machine may be late.
    expect(await headers).toBeGreaterThan(4_000);
    expect(await headers).toBeLessThan(14_000);
    expect(await body).toBeGreaterThan(14_000);
    expect(await body).toBeLessThan(40_000);
    expect(await collector.post('logs', plainLogs('nightly'))).toBe(200);
  });

  test('refuses for good what unpacks to more than 8 MiB, so that nobody sends it again', async () => {
    collector = await startCollector(otelcol ?? '', site, { files: ['backends/none.yaml'] });
    const packed = gzipSync(JSON.stringify(plainLogs('x'.repeat(64 * MIB))));
    expect(packed.length).toBeLessThan(MIB);
    const response = await fetch(`${site.url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', authorization: 'Bearer first' },
      body: packed,
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('too large');
  });

  test('asks senders to come again while it is short of memory, and takes what they send when it no longer is', async () => {
    const limits = { OTELCOL_MEMORY_LIMIT_MIB: '100', OTELCOL_MEMORY_SPIKE_MIB: '30' };
    const running = (collector = await startCollector(otelcol ?? '', site, { files: ['backends/none.yaml'], env: limits }));
    const large = JSON.stringify(plainLogs('x'.repeat(7 * MIB)));
    const answers = new Set<number>();
    await vi.waitFor(
      async () => {
        for (const status of await Promise.all(Array.from({ length: 8 }, () => running.post('logs', large)))) answers.add(status);
        expect([...answers].some((status) => status !== 200)).toBe(true);
      },
      { timeout: 40_000, interval: 1 },
    );
    // 503 is one that OTLP senders try again after.
    expect([...answers].filter((status) => status !== 200)).toEqual([503]);
    await vi.waitFor(async () => expect(await running.post('logs', plainLogs('nightly'))).toBe(200), { timeout: 40_000, interval: 200 });
  });

  test('says that it is healthy while it runs, without a token', async () => {
    collector = await startCollector(otelcol ?? '', site, { files: ['backends/none.yaml'] });
    const response = await fetch(`http://127.0.0.1:${site.ports.health}`);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ status: 'Server available' })]);
    await collector.stop();
    await expect(fetch(`http://127.0.0.1:${site.ports.health}`)).rejects.toThrow();
  });
});

/** Sends the beginning of a request and nothing more. @returns after how many milliseconds the connection was closed */
function timeUntilCut(url: string, beginning: string): Promise<number> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(beginning));
    socket.on('error', () => {});
    socket.on('close', () => resolve(performance.now() - begin));
    socket.resume();
  });
}
