import { waitForSignal } from '../../server/signals.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { READ_LOG_WITHIN_MS } from '../io.js';
import { checkMonitorValues, MONITOR_OPTIONS, MONITOR_VARIABLES } from './options.js';

/** `backup-telemetry monitor`. */
export const monitorCommand = defineCommand({
  description: [
    'Takes the events of backups by OTLP (POST /v1/logs, JSON or protobuf, gzip), remembers the',
    'state of every job in SQLite or PostgreSQL, finds out by the same conditions as the alert',
    'rules what people must hear of, and posts it to WS-155 as a signed webhook, again and again',
    'until it was accepted, also after a restart. Traces and metrics are taken and forgotten.',
    'GET /healthz, /readyz and /metrics say how it is. SIGTERM ends it gracefully.',
    'One monitor uses a database at a time. SQLite needs Node 22.13, or @photostructure/sqlite.',
  ],
  variables: MONITOR_VARIABLES,
  options: MONITOR_OPTIONS,
  check: checkMonitorValues,
  examples: [
    'npx @wedsync/backup-telemetry monitor --url https://ws-155.example.com/alerts --secret-file ws-155.secret',
    'npx @wedsync/backup-telemetry monitor --database-file monitor.url --token-file tokens --host 0.0.0.0 …',
  ],
  async run({ io, values }) {
    // Loaded only here: help needs no database.
    const { startMonitorServer } = await import('./start.js');
    const { server, log, tokenFile, place, lost } = await startMonitorServer(values, io);
    const signal = waitForSignal();
    const target = values.url === undefined ? 'alerts are kept and delivered to nobody' : `alerts go to ${new URL(values.url).origin}`;
    log('info', `listening on ${server.url}; ${target}; tokens are in ${tokenFile}; states are in ${place}`);
    const end = await Promise.race([signal, lost]);
    if (end === undefined) log('error', 'the lock of the database is lost: another monitor may go on');
    else log('info', `${end}, finishing what was begun`);
    await server.stop();
    io.endWithin?.(READ_LOG_WITHIN_MS);
    return end === undefined ? EXIT.failed : EXIT.ok;
  },
});
