import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { plantedSecrets } from '../corpus/secrets.mjs';
import { createLeakSearch, type Planted } from '../kit/leak-search.js';
import { startOtlpSink } from '../kit/otlp-sink.js';
import { SLOTS } from './programs/leak-slots.mjs';
import { describeBothMajors, runProgram, type HostName } from './run-program.js';

type Signal = keyof typeof SLOTS;
type Mode = 'bare' | 'decorated' | 'processors' | 'preset';

const SIGNALS = Object.keys(SLOTS) as Signal[];
const SLOT_COUNT = SIGNALS.reduce((sum, signal) => sum + SLOTS[signal].length, 0);

// Spans of OpenTelemetry 2 leave out attributes that are maps or bytes.
const NEVER_SENT = { otel2: ['traces | span attribute map', 'traces | span attribute bytes'], otel3: [] };
// A processor sees the record and not where it came from, a view the attributes and nothing else.
const BEYOND_PROCESSORS = [
  ...['scope name', 'scope version', 'resource attribute'].flatMap((slot) => [`logs | ${slot}`, `metrics | ${slot}`]),
  ...['metric name', 'metric description', 'metric unit'].map((slot) => `metrics | ${slot}`),
];

/** A row for each family, with a secret of its own for each slot: so a find in any encoding has a name. */
function plant(): { readonly rows: readonly unknown[]; readonly planted: readonly Planted[] } {
  const secrets = plantedSecrets(SLOT_COUNT);
  const planted: Planted[] = [];
  let next = 0;
  const rows = [...new Set(secrets.map(({ family }) => family))].map((family) => {
    const bySignal = SIGNALS.map((signal) => {
      const lines = SLOTS[signal].map((slot) => {
        const { line, parts } = secrets[next++]!;
        planted.push({ name: `${family} | ${signal} | ${slot}`, parts });
        return [slot, line] as const;
      });
      return [signal, Object.fromEntries(lines)] as const;
    });
    return { row: family, secrets: Object.fromEntries(bySignal) };
  });
  return { rows, planted };
}

const { rows, planted } = plant();
const search = createLeakSearch(planted);

/** Names of what left, and the requests it left in. */
async function send(host: Exclude<HostName, 'bare'>, mode: Mode, encoding: string, compression: string) {
  const sink = await startOtlpSink();
  const file = join(inject('compat').folder!, 'secrets.json');
  writeFileSync(file, JSON.stringify(rows));
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: `http/${encoding}`,
    OTEL_EXPORTER_OTLP_COMPRESSION: compression,
    OTEL_EXPORTER_OTLP_TIMEOUT: '30000',
  };
  const end = await runProgram(host, 'leak-matrix.mjs', { env, args: [mode, encoding, file] });
  await sink.close();
  expect(end).toMatchObject({ code: 0, result: { rows: rows.length } });
  const { requests } = sink;
  const kinds = new Set(requests.map(({ headers }) => `${headers['content-type']} ${headers['content-encoding'] ?? 'none'}`));
  expect([...kinds]).toEqual([`application/${encoding === 'json' ? 'json' : 'x-protobuf'} ${compression}`]);
  const found = new Set(requests.flatMap(({ content }) => [...search(content)]));
  return { found, bytes: requests.reduce((sum, { content }) => sum + content.length, 0) };
}

const slotOf = (name: string) => name.split(' | ').slice(1).join(' | ');

describeBothMajors('over the exporters of %s', (host) => {
  test.each([
    ['json', 'none'],
    ['protobuf', 'gzip'],
  ])('every planted secret is found in every slot when nothing holds it back (%s, %s)', async (encoding, compression) => {
    const { found } = await send(host, 'bare', encoding, compression);
    const missing = planted.filter(({ name }) => !found.has(name)).map(({ name }) => name);
    expect(new Set(missing.map(slotOf))).toEqual(new Set(NEVER_SENT[host]));
  });

  test.each([
    ['decorated', 'json', 'none'],
    ['decorated', 'json', 'gzip'],
    ['decorated', 'protobuf', 'none'],
    ['decorated', 'protobuf', 'gzip'],
    ['preset', 'json', 'gzip'],
    ['preset', 'protobuf', 'none'],
  ] as const)('no secret of any family leaves by any slot: %s, %s, %s', async (mode, encoding, compression) => {
    const { found, bytes } = await send(host, mode, encoding, compression);
    expect([...found]).toEqual([]);
    // Something did leave: a name, a row and a point for each family at least.
    expect(bytes).toBeGreaterThan(rows.length * 1_000);
  });

  test('processors and the view let secrets out by the documented slots alone, which are out of their reach', async () => {
    const { found } = await send(host, 'processors', 'protobuf', 'gzip');
    expect([...found].filter((name) => !BEYOND_PROCESSORS.includes(slotOf(name)))).toEqual([]);
    expect(new Set([...found].map(slotOf))).toEqual(new Set(BEYOND_PROCESSORS));
  });
});
