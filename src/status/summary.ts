import type { JobState } from '../state/job-state.js';
import { statusOf, type JobStatus, type Moment } from './job-status.js';
import { iso } from './words.js';
import { isWorse, STATUS_CODES, type StatusCode } from './status-code.js';

/** What is true of many jobs at a moment. */
export interface FleetStatus {
  /** Version of this format. */
  readonly schema: 1;
  /** The moment, as ISO 8601 in UTC. */
  readonly now: string;
  readonly summary: FleetSummary;
  /** The worst first, and among equals by their keys. */
  readonly jobs: readonly JobStatus[];
}

/** The same in a few numbers. */
export interface FleetSummary {
  /** The worst status of any job; `unknown` where none is known. */
  readonly worst: StatusCode;
  /** How many jobs have each status. */
  readonly counts: Readonly<Record<StatusCode, number>>;
  /** How many are in service. */
  readonly jobs: number;
}

/** What is true of all jobs. */
export function fleetStatusOf(states: Iterable<JobState>, moment: Moment): FleetStatus {
  const jobs = [...states].map((state) => statusOf(state, moment)).sort(compare);
  return { schema: 1, now: iso(moment.now), summary: summaryOf(jobs), jobs };
}

/** The summary of some jobs. */
function summaryOf(jobs: readonly JobStatus[]): FleetSummary {
  const counts = Object.fromEntries(STATUS_CODES.map((code) => [code, 0])) as Record<StatusCode, number>;
  for (const { status } of jobs) counts[status] += 1;
  const inService = jobs.length - counts.decommissioned;
  const worst = inService === 0 ? 'unknown' : (STATUS_CODES.find((code) => counts[code] > 0) ?? 'unknown');
  return { worst, counts, jobs: inService };
}

function compare(one: JobStatus, other: JobStatus): number {
  if (one.status !== other.status) return isWorse(one.status, other.status) ? -1 : 1;
  return one.key < other.key ? -1 : 1;
}
