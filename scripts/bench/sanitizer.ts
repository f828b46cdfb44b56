import { resourceFromAttributes } from '@opentelemetry/resources';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';
import { join } from 'node:path';
import { ordinaryLines } from '../corpus/ordinary.mjs';
import { plantedSecrets, seededRandom } from '../corpus/secrets.mjs';
import { withBundle } from '../support/bundle.mjs';
import { compare } from './measure.mjs';

const TEXTS = 4_000;

/** Attributes of which one in twenty holds a secret, through all rules at once and through the same rules one after another. @returns {Promise<import('./cases.mjs').Result>} */
export async function sanitizer() {
  const { createSanitizer, builtInRules, corpus } = await loadCorpus();
  const together = createSanitizer();
  const names = builtInRules.map((/** @type {{ name: string }} */ { name }) => name);
  const alone = names.map((/** @type {string} */ name) =>
    createSanitizer({ disabledRules: names.filter((/** @type {string} */ other) => other !== name) }),
  );
  const measured = await compare({
    subject: async () => corpus.reduce((length, text) => length + together.text(text).length, 0),
    control: async () =>
      corpus.reduce(
        (length, text) => length + alone.reduce((/** @type {string} */ rest, /** @type {any} */ one) => one.text(rest), text).length,
        0,
      ),
    iterations: corpus.length,
    rounds: 20,
  });
  return {
    name: `an attribute through the sanitizer, against the same ${String(names.length)} rules one after another`,
    limits: [
      { what: 'time against control', value: measured.ratio, limit: 0.5, unit: 'x' },
      { what: 'per attribute', value: measured.subjectUs, limit: 50, unit: 'us', target: true },
    ],
    measured,
  };
}

/** Batches of spans made into OTLP, with a sanitizer in front and without. @returns {Promise<import('./cases.mjs').Result>} */
export async function sanitizedExport() {
  const batch = await makeSpans(512);
  const bare = createExporter();
  const sanitized = sanitizeSpanExporter(createExporter());
  const measured = await compare({
    subject: () => send(sanitized, batch),
    control: () => send(bare, batch),
    iterations: batch.length,
    rounds: 60,
  });
  return {
    name: 'a span through an OTLP exporter, sanitized, against the same exporter alone',
    limits: [
      { what: 'time against control', value: measured.ratio, limit: 4, unit: 'x' },
      { what: 'added per span', value: measured.addedUs, limit: 50, unit: 'us', target: true },
    ],
    measured,
  };
}

async function loadCorpus() {
  return withBundle(join(import.meta.dirname, 'sanitizer-parts.ts'), async (file) => {
    const { createSanitizer, builtInRules } = await import(file);
    const random = seededRandom(1);
    /** @param {readonly string[]} list @returns {string} */
    const pick = (list) => list[Math.floor(random() * list.length)] ?? '';
    const ordinary = ordinaryLines();
    const secrets = plantedSecrets(3).map(({ line }) => line);
    const corpus = Array.from({ length: TEXTS }, (_, index) => pick(index % 20 === 0 ? secrets : ordinary));
    return { createSanitizer, builtInRules, corpus };
  });
}

/** Spans as a service with instrumentations makes them. @param {number} count */
async function makeSpans(count) {
  const exporter = new InMemorySpanExporter();
  const resource = resourceFromAttributes({ 'service.name': 'shop', 'host.name': 'backup-1' });
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('@opentelemetry/instrumentation-pg', '0.60.0');
  for (let index = 0; index < count; index += 1) {
    const span = tracer.startSpan('pg.query:SELECT shop', {
      attributes: {
        'db.system.name': 'postgresql',
        'db.namespace': 'shop',
        'db.query.text': 'SELECT id, total FROM orders WHERE couple = $1',
        'server.address': 'db-1',
        'server.port': 5_432,
      },
    });
    span.end();
  }
  await provider.forceFlush();
  return exporter.getFinishedSpans();
}

/** An exporter that makes the request and sends it nowhere. */
function createExporter() {
  return {
    /** @param {import('@opentelemetry/sdk-trace').ReadableSpan[]} spans @param {(result: { code: number }) => void} done */
    export(spans, done) {
      done({ code: JsonTraceSerializer.serializeRequest(spans) === undefined ? 1 : 0 });
    },
    shutdown: () => Promise.resolve(),
  };
}

/** @param {ReturnType<typeof createExporter>} exporter @param {import('@opentelemetry/sdk-trace').ReadableSpan[]} batch @returns {Promise<void>} */
function send(exporter, batch) {
  return new Promise((resolve, reject) => {
    exporter.export(batch, ({ code }) => {
      if (code === 0) resolve();
      else reject(new Error('a batch was refused'));
    });
  });
}
