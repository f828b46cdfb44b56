import { resourceFromAttributes } from '@opentelemetry/resources';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { createSanitizer, sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';
import { builtInRules } from '../../src/sanitize/rules/index.js';
import { ordinaryLines } from '../../tests/corpus/ordinary.mjs';
import { plantedSecrets, seededRandom } from '../../tests/corpus/secrets.mjs';
import { compare } from './measure.js';
import type { Result } from './cases.js';

const TEXTS = 4_000;

/** Attributes of which one in twenty holds a secret, through all rules at once and through the same rules one after another. */
export async function sanitizer(): Promise<Result> {
  const corpus = makeCorpus();
  const together = createSanitizer();
  const names = builtInRules.map(({ name }) => name);
  const alone = names.map((name) => createSanitizer({ disabledRules: names.filter((other) => other !== name) }));
  const measured = await compare({
    subject: async () => corpus.reduce((length, text) => length + together.text(text).length, 0),
    control: async () => corpus.reduce((length, text) => length + alone.reduce((rest, one) => one.text(rest), text).length, 0),
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

/** Batches of spans made into OTLP, with a sanitizer in front and without. */
export async function sanitizedExport(): Promise<Result> {
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

function makeCorpus(): readonly string[] {
  const random = seededRandom(1);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const ordinary = ordinaryLines();
  const secrets = plantedSecrets(3).map(({ line }) => line);
  return Array.from({ length: TEXTS }, (_, index) => pick(index % 20 === 0 ? secrets : ordinary));
}

/** Spans as a service with instrumentations makes them. */
async function makeSpans(count: number) {
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
    export(spans: ReadableSpan[], done: (result: { code: number }) => void) {
      done({ code: JsonTraceSerializer.serializeRequest(spans) === undefined ? 1 : 0 });
    },
    shutdown: () => Promise.resolve(),
  };
}

function send(exporter: ReturnType<typeof createExporter>, batch: ReadableSpan[]): Promise<void> {
  return new Promise((resolve, reject) => {
    exporter.export(batch, ({ code }) => {
      if (code === 0) resolve();
      else reject(new Error('a batch was refused'));
    });
  });
}
