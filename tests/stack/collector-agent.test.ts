import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type Collector, type CollectorSite } from './collector.js';
import { plainLogs, plainSpans, plainSum } from './plain-otlp.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

const otelcol = findTool('otelcol');

describe.skipIf(otelcol === undefined)(`a collector beside a service, and one that has the backends ${needs('otelcol', otelcol)}`, () => {
  let beside: CollectorSite;
  let central: CollectorSite;
  let backend: OtlpSink;
  const running: Collector[] = [];

  beforeEach(async () => {
    [beside, central, backend] = [await createCollectorSite(), await createCollectorSite(), await startOtlpSink({ raw: true })];
  });
  afterEach(async () => {
    for (const each of running.splice(0)) await each.kill();
    await backend.close();
    for (const site of [beside, central]) site.remove();
  });

  async function startAgent(): Promise<Collector> {
    const env = { GATEWAY_ENDPOINT: central.url, GATEWAY_TOKEN_FILE: central.tokenFile };
    return note(await startCollector(otelcol ?? '', beside, { files: ['backends/gateway.yaml'], env }));
  }
  async function startGateway(): Promise<Collector> {
    const env = { OTLP_ENDPOINT: backend.url, OTLP_HEADER_VALUE: 'Bearer made-up' };
    const settings = ['exporters::otlp_http/vendor::encoding: json'];
    return note(await startCollector(otelcol ?? '', central, { files: ['backends/otlp.yaml'], settings, env }));
  }
  function note(collector: Collector): Collector {
    running.push(collector);
    return collector;
  }
  const arrived = (path: string) =>
    backend.accepted
      .filter((request) => request.path === path)
      .map(({ content }) => content.toString())
      .join('\n');

  test('hand on traces, metrics and events, with what makes them useful', async () => {
    await startGateway();
    const agent = await startAgent();
    expect([
      await agent.post('traces', plainSpans('through-two')),
      await agent.post('metrics', plainSum(42, 1)),
      await agent.post('logs', plainLogs('through-two')),
    ]).toEqual([200, 200, 200]);
    await vi.waitFor(
      () => {
        expect(arrived('/v1/traces')).toContain('backup through-two');
        expect(arrived('/v1/metrics')).toContain('"asInt":"42"');
        expect(arrived('/v1/logs')).toContain('through-two');
      },
      { timeout: 30_000, interval: 100 },
    );
    for (const path of ['/v1/traces', '/v1/metrics', '/v1/logs']) {
      expect(arrived(path)).toContain('backup-orchestrator');
      expect(arrived(path)).toContain('deployment.environment.name');
    }
  });

  test('lose nothing when the one with the backends is away, and both are killed after that', async () => {
    const agent = await startAgent();
    const jobs = Array.from({ length: 20 }, (_, index) => `job-${index}-end`);
    for (const job of jobs) expect(await agent.post('logs', plainLogs(job))).toBe(200);
    await agent.kill();
    backend.setMode(503);
    const gateway = await startGateway();
    await startAgent();
    // It has handed everything on, to a gateway that dies before its backend is back.
    await vi.waitFor(async () => expect(await acceptedBy(central)).toBeGreaterThanOrEqual(jobs.length), { timeout: 40_000, interval: 200 });
    await gateway.kill();
    backend.setMode('ok');
    await startGateway();
    await vi.waitFor(() => expect(jobs.filter((job) => !arrived('/v1/logs').includes(`"${job}"`))).toEqual([]), {
      timeout: 40_000,
      interval: 200,
    });
  });

  async function acceptedBy(site: CollectorSite): Promise<number> {
    const text = await (await fetch(site.metricsUrl)).text();
    return Number(/^otelcol_receiver_accepted_log_records\S* (\d+)/m.exec(text)?.[1] ?? 0);
  }
});
