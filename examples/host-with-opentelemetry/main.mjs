// @ts-check
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { trace } from '@opentelemetry/api';
import { withBackup } from '@wedsync/backup-telemetry';
import { byteCounterStream } from '@wedsync/backup-telemetry/node';

const tracer = trace.getTracer('orders');

// Whatever runs inside a span of the host becomes its child.
await tracer.startActiveSpan('nightly maintenance', async (span) => {
  // The host itself is careless here. Its exporters are not.
  span.setAttribute('db.url', process.env['DATABASE_URL'] ?? 'postgres://admin:demo-password@localhost/orders');
  try {
    await backUpOrders();
  } finally {
    span.end();
  }
});

function backUpOrders() {
  return withBackup({ job: 'orders-nightly', type: 'full', destination: 's3-eu' }, async (run) => {
    const checksum = createHash('sha256');
    let bytes = 0;
    await run.phase('dump', (phase) =>
      pipeline(Readable.from(readOrders()), byteCounterStream(phase), createGzip(), async (packed) => {
        for await (const chunk of packed) {
          checksum.update(chunk);
          bytes += chunk.length;
        }
      }),
    );
    run.report({ bytes, files: 1, checksum: `sha256:${checksum.digest('hex')}` });
    console.log(`${bytes} bytes stored`);
  });
}

/** Stands for your own dump. */
function* readOrders() {
  for (let order = 1; order <= 10_000; order += 1) yield `${JSON.stringify({ order, total: (order * 7) % 500 })}\n`;
}
