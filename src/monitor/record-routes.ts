import { refuse } from '../http/refuse.js';
import { BACKUP_OUTCOMES } from '../semconv.js';
import type { Route } from '../server/route.js';
import { suggest } from '../untrusted/suggest.js';
import { isoOfMs } from '../status/words.js';
import { answerJson } from './answer-json.js';
import type { OpenAlert } from './alerts/alert-input.js';
import type { Delivery } from './alerts/alert-store.js';
import type { FoundRun, RunFilter } from './store/find-runs.js';
import type { PhaseRow, RunRow } from './store/run-rows.js';

export interface RecordRoutesOptions {
  /** @throws StoreError */
  readonly runs: (filter: RunFilter) => Promise<readonly FoundRun[]>;
  /** Alerts that go on. */
  readonly alerts: () => readonly OpenAlert[];
  /** @throws StoreError */
  readonly deliveries: (most: number) => Promise<readonly Delivery[]>;
}

const DEFAULT_LIMIT = 100;
const MOST = 1_000;

/** What an address asks for, or what is wrong with it. */
type Asked = Readonly<Record<string, string>> | { readonly mistake: string };

/** What is on record: runs with their phases, alerts and who has heard of them. Times are ISO 8601 in UTC, durations seconds, sizes bytes. */
export function recordRoutes({ runs, alerts, deliveries }: RecordRoutesOptions): readonly Route[] {
  async function findRuns(request: Request): Promise<Response> {
    const asked = queryOf(request, ['job', 'run', 'outcome', 'before', 'cursor', 'limit']);
    if ('mistake' in asked) return refuse(400, asked.mistake);
    const { job, run, outcome } = asked;
    const limit = limitOf(asked['limit']);
    if (limit === undefined) return refuse(400, `Expected limit to be a whole number from 1 to ${MOST}`);
    if (outcome !== undefined && !BACKUP_OUTCOMES.some((known) => known === outcome))
      return refuse(400, `Expected outcome to be one of ${BACKUP_OUTCOMES.join(', ')}`);
    const before = asked['before'] === undefined ? undefined : Date.parse(asked['before']);
    if (Number.isNaN(before)) return refuse(400, 'Expected before to be a date and time such as 2026-06-01T02:00:00Z');
    const after = asked['cursor'] === undefined ? undefined : readCursor(asked['cursor']);
    if (after === null) return refuse(400, 'Expected cursor to be the next of the page before');
    const found = await runs({ job, run, outcome, before, after, most: limit });
    const last = found.at(-1);
    return answerJson({ schema: 1, runs: found.map(showRun), next: found.length === limit && last ? cursorOf(last) : undefined });
  }

  async function findAlerts(request: Request): Promise<Response> {
    const asked = queryOf(request, ['limit']);
    if ('mistake' in asked) return refuse(400, asked.mistake);
    const limit = limitOf(asked['limit']);
    if (limit === undefined) return refuse(400, `Expected limit to be a whole number from 1 to ${MOST}`);
    return answerJson({ schema: 1, open: alerts().map(showAlert), deliveries: (await deliveries(limit)).map(showDelivery) });
  }

  return [
    { method: 'GET', path: '/runs', role: 'read', handle: findRuns },
    { method: 'GET', path: '/alerts', role: 'read', handle: findAlerts },
  ];
}

/** The parameters of an address; a misspelt one would quietly ask for everything. */
function queryOf(request: Request, known: readonly string[]): Asked {
  const given = [...new URL(request.url).searchParams];
  for (const [index, [name]] of given.entries()) {
    if (!known.includes(name)) {
      const meant = suggest(name, known);
      return {
        mistake: `Expected ${known.join(', ')}, got ${JSON.stringify(name)}${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
      };
    }
    if (given.findIndex(([other]) => other === name) !== index) return { mistake: `Expected ${name} once` };
  }
  return Object.fromEntries(given);
}

type Place = Pick<RunRow, 'job' | 'run' | 'last_sign'>;

function cursorOf({ last_sign, job, run }: Place): string {
  return JSON.stringify([last_sign, job, run]);
}

/** The place of a run, or `null` where it is none. */
function readCursor(text: string): Place | null {
  try {
    const [last_sign, job, run, ...more] = JSON.parse(text) as readonly unknown[];
    const isPlace = Number.isFinite(last_sign) && typeof job === 'string' && typeof run === 'string' && more.length === 0;
    return isPlace ? { last_sign: last_sign as number, job, run } : null;
  } catch {
    return null;
  }
}

function limitOf(text: string | undefined): number | undefined {
  const limit = text === undefined ? DEFAULT_LIMIT : /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MOST ? limit : undefined;
}

function showRun({ phases, ...run }: FoundRun): object {
  return filled({
    job: run.job,
    runId: run.run,
    startedAt: iso(run.started_at),
    endedAt: iso(run.ended_at),
    lastSignAt: iso(run.last_sign),
    outcome: run.outcome,
    type: run.type,
    trigger: run.run_trigger,
    tier: run.tier,
    errorType: run.error_type,
    phase: run.phase,
    exitCode: run.exit_code,
    attempt: run.attempt,
    attempts: run.attempts,
    durationSeconds: run.duration,
    sizeBytes: run.artifact_size,
    processedBytes: run.processed_size,
    files: run.file_count,
    provedRunId: run.proved_run,
    traceId: run.trace_id,
    phases: phases.map(showPhase),
  });
}

function showPhase({ phase, ended_at, duration, outcome, error_type, processed_size }: PhaseRow): object {
  return filled({
    name: phase,
    endedAt: iso(ended_at),
    durationSeconds: duration,
    outcome,
    errorType: error_type,
    processedBytes: processed_size,
  });
}

function showAlert({ job, alert, severity, startedAt }: OpenAlert): object {
  return { job, alert, severity, startedAt: iso(startedAt) };
}

function showDelivery({ createdAt, acceptedAt, refusedAt, ...delivery }: Delivery): object {
  return filled({
    ...delivery,
    createdAt: iso(createdAt),
    acceptedAt: iso(acceptedAt),
    refusedAt: iso(refusedAt),
    latencyMs: acceptedAt === null ? null : acceptedAt - createdAt,
  });
}

/** What is not known is left out. */
function filled(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function iso(ms: number | null): string | undefined {
  return ms === null ? undefined : isoOfMs(ms);
}
