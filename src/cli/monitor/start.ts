import { dirname, join } from 'node:path';
import { importSecrets } from '../../alerts/crypto/keys.js';
import { createFallbackNotifier } from '../../alerts/gateway/notify-fallback.js';
import { BackupTelemetryError } from '../../errors.js';
import { lastingSecrets } from '../../http/lasting-secrets.js';
import type { SenderEvent } from '../../monitor/alerts/sender.js';
import { ingestRoutes } from '../../monitor/ingest-routes.js';
import { startMonitor } from '../../monitor/monitor.js';
import { recordRoutes } from '../../monitor/record-routes.js';
import { statusRoutes } from '../../monitor/status-routes.js';
import { StoreError, type SqlDatabase } from '../../monitor/store/database.js';
import { openPostgresDatabase } from '../../monitor/store/postgres.js';
import { openSqliteDatabase } from '../../monitor/store/sqlite.js';
import { createSanitizer } from '../../sanitize/sanitizer.js';
import { nameOf } from '../../server/config/variables.js';
import { healthRoutes } from '../../server/health.js';
import { createLog, type Log } from '../../server/log.js';
import { createOutbound } from '../../server/outbound.js';
import { createRouter } from '../../server/router.js';
import { createSecretFiles } from '../../server/secret-files.js';
import { startServer, type RunningServer } from '../../server/start-server.js';
import { createTokenGate } from '../../server/token-gate.js';
import { readTokens } from '../../server/tokens.js';
import { describeAlert, describeNotified, describeRefusal } from '../describe-alert.js';
import type { CliIo } from '../io.js';
import { createCounters } from './counters.js';
import { OWN_TOKENS } from './defaults.js';
import { MONITOR_VARIABLES, type MonitorValues } from './options.js';
import { makeTokenFile } from './own-tokens.js';
import { findPlace, type DatabasePlace } from './place.js';

const GRACE_MS = 10_000;
const READ_WITHIN_MS = 1_000;
const CONNECTIONS = 16;

type Outbound = ReturnType<typeof createOutbound>;

/** A monitor that listens. */
export interface StartedMonitor {
  readonly server: RunningServer;
  readonly log: Log;
  /** What it knows is kept there: `SQLite` or `PostgreSQL`, and which setting says so. */
  readonly place: string;
  /** File of the tokens that it lets in. */
  readonly tokenFile: string;
  /** Resolves when the lock of the database was lost: another monitor may have taken it. */
  readonly lost: Promise<void>;
}

/**
 * Starts the monitor and its server.
 *
 * @throws BackupTelemetryError `configuration_invalid` when a secret or the database cannot be used; anything else when the address cannot be
 * listened on
 */
export async function startMonitorServer(values: MonitorValues, io: CliIo): Promise<StartedMonitor> {
  const log = createLog({ name: 'monitor', format: values['log-format'], stdout: io.stdout, stderr: io.stderr, backlog: io.backlog });
  const counters = createCounters();
  const onError = (error: unknown) => {
    counters.onError();
    log('error', `failed: ${error instanceof Error ? error.message : 'unknown error'}`);
  };
  const files = createSecretFiles();
  const place = findPlace(values, io.env);
  const tokenFile = values['token-file'] ?? ownTokens(place);
  const tokens = createTokenGate({ read: files.add(nameOf(MONITOR_VARIABLES, 'token-file'), tokenFile, readTokens), onError });
  const outbound = createOutbound({ connections: CONNECTIONS, env: io.env });
  const deliver = deliveryOf(values, files, outbound, onError, (event) => {
    counters.onDelivery(event);
    log(event.type === 'accepted' ? 'info' : 'warn', describe(event));
  });
  await files.check();

  let lose = () => {};
  const lost = new Promise<void>((resolve) => (lose = resolve));
  // What was opened before something fails is closed again, the newest first: a connection that is left keeps the process alive, and the lock with it.
  const opened: (() => Promise<void>)[] = [outbound.close];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close().catch(onError);
  };
  try {
    const database = await openDatabase(place, values, lose);
    opened.push(database.close);
    const monitor = await startMonitor({ database, deliver, onError, onProblem: (sentence) => log('warn', sentence) }).catch(
      (error: unknown) => describeStore(place, error),
    );
    // It closes the database.
    opened.splice(-1, 1, monitor.stop);
    const server = await startServer({
      handle: createRouter({
        routes: [
          ...healthRoutes({
            isReady: async () => (await files.areWell()) && (await monitor.isReady()),
            metrics: () => counters.render(monitor),
            metricsRole: 'scrape',
          }),
          ...ingestRoutes({ take: monitor.take, sanitizer: createSanitizer(), now: Date.now, onRequest: counters.onRequest }),
          ...statusRoutes(monitor),
          ...recordRoutes(monitor),
        ],
        gate: tokens.requireToken,
      }),
      host: values.host,
      port: values.port,
      graceMs: GRACE_MS,
      onError,
    });
    opened.push(server.stop);
    return {
      log,
      tokenFile,
      lost,
      place: `${place.isServer ? 'PostgreSQL' : 'SQLite'} by ${place.name}`,
      server: { url: server.url, stop },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns the path of tokens for programs on this machine, made where there are none */
function ownTokens({ at, isServer }: DatabasePlace): string {
  if (isServer)
    throw new BackupTelemetryError('configuration_invalid', 'give --token-file: there is no folder in which tokens could be made');
  const path = join(dirname(at), OWN_TOKENS);
  makeTokenFile(path);
  return path;
}

/** @throws BackupTelemetryError `configuration_invalid`; a database that is open by then is closed */
async function openDatabase(place: DatabasePlace, { durability }: MonitorValues, onLost: () => void): Promise<SqlDatabase> {
  const { at, isServer, name } = place;
  const fail = (error: unknown) => describeStore(place, error);
  const database = await (isServer ? openPostgresDatabase({ url: at }) : openSqliteDatabase({ path: at, durability })).catch(fail);
  try {
    if (await database.hold(onLost).catch(fail)) return database;
    throw new BackupTelemetryError(
      'configuration_invalid',
      `${name}: another monitor has this database. One evaluates and delivers at a time.`,
    );
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

function describeStore({ name }: DatabasePlace, error: unknown): never {
  if (error instanceof StoreError) throw new BackupTelemetryError('configuration_invalid', `${name}: ${error.message}`, { cause: error });
  throw error;
}

function deliveryOf(
  { url, attempt, 'secret-file': path, 'fallback-url': fallback }: MonitorValues,
  files: ReturnType<typeof createSecretFiles>,
  { fetch }: Outbound,
  onError: (error: unknown) => void,
  onEvent: (event: SenderEvent) => void,
) {
  if (url === undefined || path === undefined) return undefined;
  const read = files.add(nameOf(MONITOR_VARIABLES, 'secret-file'), path, importSecrets);
  const keys = lastingSecrets(read, importSecrets, { withinMs: READ_WITHIN_MS, onProblem: onError });
  return { url, keys: keys.current, fetch, notify: createFallbackNotifier(fallback, fetch), attemptMs: attempt, onEvent };
}

/** What an operator reads about a delivery. No secret, no token, no text of an alert. */
function describe(event: SenderEvent): string {
  const what = describeAlert(event.delivery.event);
  if (event.type === 'unavailable') return `not accepted ${what}: ${describeRefusal(event)}`;
  if (event.type === 'accepted') return `accepted ${what} after ${event.latencyMs} ms`;
  return `refused with status ${event.status} ${what}; ${describeNotified(event.notified)}`;
}
