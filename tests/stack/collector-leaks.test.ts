import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plantedSecrets } from '../corpus/secrets.mjs';
import { createLeakSearch } from '../kit/leak-search.js';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type Collector, type CollectorSite } from './collector.js';
import { leakyLogs, leakyMetrics, leakySpans } from './leaky-otlp.js';

const otelcol = findTool('otelcol');

describe.skipIf(otelcol === undefined)(
  `a collector between backends and a client that sanitizes nothing ${needs('otelcol', otelcol)}`,
  () => {
    let site: CollectorSite;
    let collector: Collector;

    beforeEach(async () => {
      site = await createCollectorSite();
      collector = await startCollector(otelcol ?? '', site, {
        files: ['backends/file.yaml'],
        settings: ['exporters::file::rotation: null'],
      });
    });
    afterEach(async () => {
      await collector?.kill();
      site?.remove();
    });

    test('lets no secret of any family through, whatever slot it is in', async () => {
      const secrets = plantedSecrets(2);
      for (const { line } of secrets) {
        expect(await collector.post('traces', leakySpans(line))).toBe(200);
        expect(await collector.post('metrics', leakyMetrics(line))).toBe(200);
        expect(await collector.post('logs', leakyLogs(line))).toBe(200);
      }
      await collector.stop();
      const passed = readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '');
      const search = createLeakSearch(secrets.map(({ family, line, parts }) => ({ name: `${family}: ${line}`, parts })));
      expect(passed.toString().split('\n').length).toBeGreaterThan(3 * secrets.length);
      expect([...search(passed)]).toEqual([]);
    }, 300_000);
  },
);
