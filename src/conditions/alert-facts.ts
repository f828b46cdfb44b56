import { IDENTITY_LABELS } from '../identity.js';
import { newestFailure } from './job/facts.js';
import { NEWEST_SIZE, PREVIOUS_SIZE } from './promql/history.js';
import { prometheusLabel } from './promql/prometheus-name.js';
import { comparableSizes } from './job/sizes.js';
import { SUCCEEDED } from './promql/state-names.js';
import type { AlertFact } from './types.js';
import { CAUSE_ATTRIBUTES } from '../state/failure-cause.js';
import type { JobState } from '../state/job-state.js';

/** How Prometheus fills each in, from the labels of the alert or by a query for its job. */
export const FACT_TEMPLATES: Readonly<Record<AlertFact, string>> = {
  error_type: label(CAUSE_ATTRIBUTES.errorType),
  phase: label(CAUSE_ATTRIBUTES.phase),
  exit_code: label(CAUSE_ATTRIBUTES.exitCode),
  attempt: label(CAUSE_ATTRIBUTES.attempt),
  attempts: label(CAUSE_ATTRIBUTES.attempts),
  last_success: whole(SUCCEEDED),
  size_now: whole(NEWEST_SIZE),
  size_before: whole(PREVIOUS_SIZE),
};

/** The same for a program that keeps the state itself. */
export function readFacts(facts: readonly AlertFact[], job: JobState): Readonly<Partial<Record<AlertFact, string>>> {
  return Object.fromEntries(facts.map((fact) => [fact, String(READ[fact](job) ?? '')]));
}

const READ: Readonly<Record<AlertFact, (job: JobState) => string | number | undefined>> = {
  error_type: (job) => newestFailure(job)?.errorType,
  phase: (job) => newestFailure(job)?.phase,
  exit_code: (job) => newestFailure(job)?.exitCode,
  attempt: (job) => newestFailure(job)?.attempt,
  attempts: (job) => newestFailure(job)?.attempts,
  last_success: ({ lastEnd: { success } }) => (success === undefined ? undefined : Math.round(success)),
  size_now: (job) => comparableSizes(job).at(-1),
  size_before: (job) => comparableSizes(job).at(-2),
};

function label(attribute: string): string {
  return `{{ $labels.${prometheusLabel(attribute)} }}`;
}

function whole(record: string): string {
  const selector = `${record}{${IDENTITY_LABELS.map((name) => `${name}=%q`).join(',')}}`;
  const labels = IDENTITY_LABELS.map((name) => `$labels.${name}`).join(' ');
  return `{{ with printf "${selector}" ${labels} | query }}{{ . | first | value | printf "%.0f" }}{{ end }}`;
}
