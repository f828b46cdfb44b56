import type { BackupEventName, EventAttributes } from '../../../src/events/event.js';
import type { EventEnvelope } from '../../../src/events/envelope.js';

/** Monday 1 June 2026, 02:00 UTC. */
export const START = Date.UTC(2026, 5, 1, 2);

export interface EnvelopeDraft {
  readonly name: BackupEventName;
  readonly at: number;
  readonly id?: string;
  readonly job?: string;
  readonly run?: string;
  readonly sequence?: number;
  readonly attributes?: EventAttributes;
  readonly environment?: string;
}

/** An event as a monitor gets it, a second after it was emitted. */
export function envelopeOf(draft: EnvelopeDraft): EventEnvelope {
  const { name, at, job = 'nightly', run, sequence = 1, attributes = {}, environment = 'production' } = draft;
  const { id = `${run ?? job}-${name}-${sequence}` } = draft;
  return {
    resource: { 'service.name': 'backups', 'deployment.environment.name': environment },
    event: {
      name,
      id,
      sequence,
      timestamp: at,
      attributes: {
        'backup.operation': 'backup',
        'backup.job.name': job,
        ...(run !== undefined && { 'backup.run.id': run }),
        ...attributes,
      },
    } as unknown as EventEnvelope['event'],
    receivedAt: at + 1_000,
  };
}

/** All events of a run with one phase. */
export function eventsOfRun(run: string, startedAt: number, outcome = 'success', job = 'nightly'): readonly EventEnvelope[] {
  const seconds = 90;
  const end = startedAt + seconds * 1_000;
  const failed = outcome === 'failure' && { 'error.type': 'ECONNREFUSED', 'backup.phase.name': 'upload', 'process.exit.code': 3 };
  return [
    envelopeOf({ name: 'backup.run.started', at: startedAt, job, run, attributes: { 'backup.trigger': 'schedule', 'backup.attempt': 1 } }),
    envelopeOf({ name: 'backup.run.heartbeat', at: startedAt + 30_000, job, run, sequence: 2 }),
    envelopeOf({
      name: 'backup.phase.finished',
      at: end - 1_000,
      job,
      run,
      sequence: 3,
      attributes: { 'backup.phase.name': 'upload', 'backup.outcome': outcome, 'backup.duration': seconds - 1 },
    }),
    envelopeOf({
      name: 'backup.run.finished',
      at: end,
      job,
      run,
      sequence: 4,
      attributes: { 'backup.outcome': outcome, 'backup.duration': seconds, 'backup.artifact.size': 2 ** 40, ...failed },
    }),
  ];
}
