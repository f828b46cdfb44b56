import { afterEach } from 'vitest';
import { importSecrets } from '../../../src/alerts/crypto/keys.js';
import { buildAlertEvent } from '../../../src/alerts/contract/alert-event.js';
import { createAlertStore, type AlertStore } from '../../../src/monitor/alerts/alert-store.js';
import { createSender, type Sender, type SenderEvent, type SenderOptions } from '../../../src/monitor/alerts/sender.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createStore } from '../../../src/monitor/store/store.js';
import { startWs155, type Ws155 } from '../ws-155.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A sender that posts what waits in a database in memory to a receiver over a real socket. */
export interface Sending {
  readonly ws155: Ws155;
  readonly alerts: AlertStore;
  readonly sender: Sender;
  readonly events: SenderEvent[];
  readonly errors: unknown[];
  /** Stores an alert that begins, or is over, as of a moment. */
  readonly add: (job: string, episode: string, options?: { readonly endedAt?: number; readonly at?: number }) => Promise<void>;
}

/** Starts one for the test that asks; it ends with it. */
export function sendings(): (options?: Partial<SenderOptions>) => Promise<Sending> {
  const running: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });
  return async (options = {}) => {
    const ws155 = await startWs155(SECRET);
    const database = await openSqliteDatabase({ path: ':memory:' });
    const store = await createStore(database);
    const alerts = createAlertStore(database);
    const [events, errors]: [SenderEvent[], unknown[]] = [[], []];
    const { now = Date.now } = options;
    const sender = createSender({
      alerts,
      url: ws155.url,
      keys: () => importSecrets([SECRET]),
      fetch: globalThis.fetch,
      attemptMs: 1_000,
      now,
      onEvent: (event) => events.push(event),
      onError: (error) => errors.push(error),
      ...options,
    });
    running.push(
      () => ws155.close(),
      async () => {
        await sender.stop();
        await store.close();
      },
    );
    return {
      ws155,
      alerts,
      sender,
      events,
      errors,
      async add(job, episode, { endedAt, at = now() } = {}) {
        const alert = { job, alert: 'BackupJobFailed', severity: 'critical', episode, recurrence: 0, startedAt: at } as const;
        const status = endedAt === undefined ? 'firing' : 'resolved';
        const event = await buildAlertEvent({ ...alert, status, identity: { job }, startedAt: new Date(at), summary: 'x' });
        await alerts.change([{ alert, endedAt, event }]);
      },
    };
  };
}
