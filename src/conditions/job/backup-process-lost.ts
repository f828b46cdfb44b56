import { DEFAULTS } from '../../policy/defaults.js';
import { newest } from './facts.js';
import { CHECKS } from '../runbook/checks.js';
import { LOST_RUNS, SILENT_RUNS } from '../promql/open-runs.js';
import { ID } from '../promql/promql.js';
import type { JobCondition } from '../types.js';

/** A run started, its heartbeats stopped, and its end was never reported. */
export const backupProcessLost: JobCondition = {
  name: 'BackupProcessLost',
  scope: 'job',
  restsOnSilence: true,
  severity: 'critical',
  summary: '{subject} vanished',
  description: 'A run of {subject} started, has shown no sign of life for more than 5 minutes, and never reported its end.',
  runbook: 'docs/runbooks/backup-process-lost.md',
  threshold: { byDefault: '5 min without a heartbeat; heartbeats come every 10 s unless the job states otherwise' },
  guide: {
    meaning:
      'The process was killed, its host went down, its event loop is blocked, or its telemetry does not arrive. The alert clears when its end or a sign of life comes, or when a run succeeds that began after it fell silent. A run that overlapped it proves nothing about it.',
    risk: 'There is most likely no backup of this run, and a half-written artifact may look like one.',
    check: [
      CHECKS.signs,
      'Does the process still run on its host? If so, its telemetry is lost: look at the alerts of the collector.',
      'Was it killed: out of memory, evicted, host restarted? `dmesg`, `journalctl -k` or `kubectl describe pod` say so.',
      CHECKS.others,
    ],
    act: [
      'If the process runs, let it: stopping it would lose the backup as well. Repair its telemetry pipeline.',
      'If it is gone, remove the unfinished artifact at the destination, or mark it as such, and whatever it locked.',
      'Start the job again.',
      'If it was killed for memory, raise its limit before the next scheduled run.',
    ],
    escalate: 'When it vanishes twice in the same phase: to the owner of the service.',
  },
  facts: ['last_success'],
  promql: `max by (${ID}) (${SILENT_RUNS} or ${LOST_RUNS})`,
  holds({ openRuns }, now) {
    const lost = openRuns.filter(({ lastSign }) => lastSign < now - DEFAULTS.lostAfter);
    // The newest, so that each that is lost wakes somebody, and the same run again when it was lost, came back and is lost once more.
    const episode = newest(...lost.map(({ lastSign, silentSince }) => silentSince ?? lastSign));
    return episode === undefined ? undefined : { episode };
  },
};
