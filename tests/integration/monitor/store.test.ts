import { describe, expect, test } from 'vitest';
import { identityKey, identityOf } from '../../../src/identity.js';
import { buildAlertEvent } from '../../../src/alerts/contract/alert-event.js';
import { createAlertStore } from '../../../src/monitor/alerts/alert-store.js';
import { createStore } from '../../../src/monitor/store/store.js';
import type { FoundRun } from '../../../src/monitor/store/find-runs.js';
import { SCHEMA_VERSION } from '../../../src/monitor/store/migrations.js';
import { reduce } from '../../../src/state/reduce.js';
import type { JobState } from '../../../src/state/job-state.js';
import { envelopeOf, eventsOfRun, START } from '../../kit/monitor/envelopes.js';
import { STORE_KINDS } from '../../kit/monitor/stores.js';

const NIGHTLY = identityKey(
  identityOf(
    { 'service.name': 'backups', 'deployment.environment.name': 'production' },
    { 'backup.operation': 'backup', 'backup.job.name': 'nightly' },
  ),
);
const DAY = 86_400_000;

describe.each(STORE_KINDS)('a store in %s', (_, places) => {
  const place = places();

  test('gives events back as they came, in the order in which they were stored, also after it was opened again', async () => {
    const at = place();
    const first = await createStore(await at.open());
    const envelopes = eventsOfRun('run-1', START);
    const stored = await first.append(envelopes);
    expect(stored.map(({ envelope }) => envelope)).toEqual(envelopes);
    expect(new Set(stored.map(({ job }) => job))).toEqual(new Set([NIGHTLY]));
    await first.close();

    const again = await createStore(await at.open());
    const found = await again.eventsAfter(0);
    expect(found).toEqual(stored);
    expect(await again.eventsAfter(found[1]?.sequence ?? 0)).toEqual(stored.slice(2));
    expect(await again.eventsAfter(0, 1)).toEqual(stored.slice(0, 1));
    await again.close();
  });

  test('stores an event once, however often and from however many sides it comes', async () => {
    const at = place();
    const [one, other] = [await createStore(await at.open()), await createStore(await at.open())];
    const envelopes = eventsOfRun('run-1', START);
    const answers = await Promise.all([
      one.append(envelopes),
      other.append(envelopes),
      one.append([...envelopes].reverse()),
      one.append(envelopes),
    ]);
    expect(answers.flat()).toHaveLength(envelopes.length);
    expect(await other.eventsAfter(0)).toHaveLength(envelopes.length);
    await Promise.all([one.close(), other.close()]);
  });

  test('keeps two jobs of one name apart by their environment, and events of one id by their name', async () => {
    const store = await createStore(await place().open());
    const stored = await store.append([
      envelopeOf({ name: 'backup.run.started', at: START, run: 'r', id: '' }),
      envelopeOf({ name: 'backup.run.started', at: START, run: 'r', id: '', environment: 'staging' }),
      envelopeOf({ name: 'backup.run.heartbeat', at: START, run: 'r', id: '' }),
    ]);
    expect(stored).toHaveLength(3);
    expect(new Set(stored.map(({ job }) => job)).size).toBe(2);
    await store.close();
  });

  test.each([
    ['in order', (events: readonly unknown[]) => events],
    ['in reverse', (events: readonly unknown[]) => [...events].reverse()],
    ['the end first', (events: readonly unknown[]) => [...events.slice(-1), ...events.slice(0, -1)]],
  ])('tells of a run all that its events say, when they come %s', async (_order, arrange) => {
    const store = await createStore(await place().open());
    for (const envelope of arrange(eventsOfRun('run-1', START, 'failure'))) await store.append([envelope as never]);
    const [run, ...others] = await store.runs({ job: NIGHTLY });
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      run: 'run-1',
      started_at: START,
      ended_at: START + 90_000,
      last_sign: START + 90_000,
      outcome: 'failure',
      error_type: 'ECONNREFUSED',
      phase: 'upload',
      exit_code: 3,
      run_trigger: 'schedule',
      artifact_size: 2 ** 40,
      duration: 90,
    });
    expect(run?.phases).toMatchObject([{ phase: 'upload', outcome: 'failure', duration: 89 }]);
    await store.close();
  });

  test('no page leaves out one of the runs that ended in the same millisecond', async () => {
    const store = await createStore(await place().open());
    await store.append(['c', 'a', 'b', 'd'].flatMap((run) => eventsOfRun(run, START)));
    const seen: string[] = [];
    for (let after: FoundRun | undefined; seen.length < 10;) {
      const [run] = await store.runs({ after, most: 1 });
      if (!run) break;
      seen.push(run.run);
      after = run;
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
    await store.close();
  });

  test('finds runs by job and outcome, newest first, page by page', async () => {
    const store = await createStore(await place().open());
    for (let day = 0; day < 5; day++) await store.append(eventsOfRun(`run-${day}`, START + day * DAY, day === 2 ? 'failure' : 'success'));
    const page = await store.runs({ job: NIGHTLY, most: 2 });
    expect(page.map(({ run }) => run)).toEqual(['run-4', 'run-3']);
    expect((await store.runs({ job: NIGHTLY, before: page[1]!.last_sign })).map(({ run }) => run)).toEqual(['run-2', 'run-1', 'run-0']);
    expect((await store.runs({ job: NIGHTLY, after: page[1] })).map(({ run }) => run)).toEqual(['run-2', 'run-1', 'run-0']);
    expect((await store.runs({ outcome: 'failure' })).map(({ run }) => run)).toEqual(['run-2']);
    expect(await store.runs({ job: 'production:other:backup:nightly:' })).toEqual([]);
    await store.close();
  });

  test('keeps states as they were, and of two writers the one that had read more', async () => {
    const store = await createStore(await place().open());
    const events = eventsOfRun('run-1', START, 'failure');
    const states = events.reduce<JobState[]>((all, envelope) => [...all, reduce(all.at(-1), envelope)], []);
    await store.saveSnapshots([{ job: NIGHTLY, state: states[3]!, sequence: 4 }]);
    await store.saveSnapshots([{ job: NIGHTLY, state: states[0]!, sequence: 1 }]);
    expect(await store.snapshots()).toEqual([{ job: NIGHTLY, state: states[3], sequence: 4 }]);
    await store.close();
  });

  test('removes what is old: no event that no saved state holds, not the newest runs, not the last success', async () => {
    const store = await createStore(await place().open());
    for (let day = 0; day < 8; day++) await store.append(eventsOfRun(`run-${day}`, START + day * DAY, day === 1 ? 'success' : 'failure'));
    const limits = { eventsBefore: START + 7 * DAY, runsBefore: START + 7 * DAY, keptRuns: 3 };
    await store.prune(limits);
    expect(await store.eventsAfter(0)).toHaveLength(8 * 4);
    expect((await store.runs()).map(({ run }) => run)).toEqual(['run-7', 'run-6', 'run-5', 'run-1']);

    const last = (await store.eventsAfter(0)).at(-1)!;
    await store.saveSnapshots([{ job: NIGHTLY, state: reduce(undefined, last.envelope), sequence: last.sequence }]);
    await store.prune(limits);
    expect((await store.eventsAfter(0)).map(({ envelope }) => envelope.event.timestamp >= limits.eventsBefore - 1_000)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const added = await store.append(eventsOfRun('run-8', START + 8 * DAY));
    expect(added[0]!.sequence).toBeGreaterThan(last.sequence);
    await store.close();
  });

  test('removes alerts that are over with their deliveries by age and number, and none that goes on, waits or is the newest of its job', async () => {
    const database = await place().open();
    const store = await createStore(database);
    const alerts = createAlertStore(database);
    await store.append([envelopeOf({ name: 'backup.run.started', at: START, run: 'r' })]);
    const change = async (job: string, episode: number, endedAt?: number) => {
      const alert = {
        job,
        alert: 'BackupJobFailed',
        severity: 'critical',
        episode: `${episode}.000`,
        recurrence: 0,
        startedAt: episode,
      } as const;
      const status = endedAt === undefined ? 'firing' : 'resolved';
      const event = await buildAlertEvent({ ...alert, status, identity: { job }, startedAt: new Date(episode), summary: 'x' });
      await alerts.change([{ alert, endedAt, event }]);
      return event.id;
    };
    const answer = (id: string) => alerts.note({ id, status: 204, at: 9_000, outcome: 'accepted' });
    for (let episode = 1; episode <= 6; episode++)
      for (const endedAt of [undefined, episode * 1_000]) await answer(await change(NIGHTLY, episode, endedAt));
    await answer(await change(NIGHTLY, 7));
    const waiting = await change(NIGHTLY, 8, 8);
    await change(NIGHTLY, 8);
    await database.run('insert into backup_jobs (job, state, sequence) values ($1, $2, 0)', [NIGHTLY, '{}']);

    const episodes = async () =>
      (await database.run<{ episode: string }>('select episode from backup_alerts order by started_at')).map(({ episode }) =>
        Number(episode),
      );
    await store.prune({ eventsBefore: 0, runsBefore: 3_500, keptAlerts: 3 });
    expect(await episodes()).toEqual([4, 5, 6, 7, 8]);
    await store.prune({ eventsBefore: 0, runsBefore: START, keptAlerts: 3 });
    expect(await episodes()).toEqual([6, 7, 8]);
    expect((await alerts.deliveries(100)).map(({ acceptedAt }) => acceptedAt)).toEqual([null, null, 9_000]);
    expect((await alerts.waiting({ most: 10, heldUpSince: 0 })).map(({ id }) => id)).toContain(waiting);
    expect((await alerts.open()).map(({ episode }) => episode)).toEqual(['7.000', '8.000']);
    for (const table of ['backup_jobs', 'backup_events']) await database.run(`delete from ${table}`);
    await store.prune({ eventsBefore: 0, runsBefore: START });
    expect(await episodes()).toEqual([7, 8]);
    await store.close();
  });

  test('takes texts that databases refuse, and a time that is none costs its event only', async () => {
    const store = await createStore(await place().open());
    const odd = envelopeOf({
      name: 'backup.run.started',
      at: START,
      run: 'a\0b',
      attributes: { 'backup.reason': 'x\0y\ud800', 'error.type': '\ud83d' },
    });
    const stored = await store.append([odd, envelopeOf({ name: 'backup.run.started', at: NaN, run: 'r' }), ...eventsOfRun('run-1', START)]);
    expect(stored).toHaveLength(5);
    expect((await store.runs({ run: 'ab' })).map(({ run }) => run)).toEqual(['ab']);
    await store.close();
  });

  test('is refused where a newer version was, and says what to do', async () => {
    const at = place();
    const database = await at.open();
    const store = await createStore(database);
    await database.run('insert into backup_schema (version, applied_at) values ($1, 0)', [SCHEMA_VERSION + 1]);
    await store.close();
    const newer = await at.open();
    await expect(createStore(newer)).rejects.toMatchObject({
      name: 'StoreError',
      code: 'newer',
      message: expect.stringContaining('Install the newer version') as string,
    });
    await newer.close();
  });

  test('opened by several at once, each brings the tables up to date or finds them so', async () => {
    const at = place();
    const stores = await Promise.all(Array.from({ length: 4 }, async () => createStore(await at.open())));
    const answers = await Promise.all(stores.map((store, index) => store.append(eventsOfRun(`run-${index}`, START))));
    const sequences = answers.flat().map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(16);
    expect((await stores[0]!.eventsAfter(0)).map(({ sequence }) => sequence)).toEqual([...sequences].sort((a, b) => a - b));
    await Promise.all(stores.map((store) => store.close()));
  });

  test('ten thousand events go in at once', async () => {
    const store = await createStore(await place().open());
    const all = Array.from({ length: 2_500 }, (_, index) => eventsOfRun(`run-${index}`, START + index * 60_000));
    const stored = await Promise.all(all.map((events) => store.append(events)));
    expect(stored.flat()).toHaveLength(10_000);
    expect(await store.runs({ most: 5_000 })).toHaveLength(2_500);
    await store.close();
  });
});

describe.each(STORE_KINDS)('the lock of a database in %s', (_, places) => {
  const place = places();

  test('has one holder at a time, and is free when that one has closed the database', async () => {
    const at = place();
    const [first, second] = [await at.open(), await at.open()];
    expect(await first.hold(() => {})).toBe(true);
    expect(await second.hold(() => {})).toBe(false);
    await first.close();
    const third = await at.open();
    expect(await third.hold(() => {})).toBe(true);
    await Promise.all([second.close(), third.close()]);
  });
});
