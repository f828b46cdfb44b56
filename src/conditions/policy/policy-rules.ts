import { IDENTITY_ATTRIBUTES } from '../../identity.js';
import type { Policy } from '../../policy/file/define-policy.js';
import type { PolicyIdentity } from '../../policy/file/resolve.js';
import type { StateGaugeName } from '../../semconv.js';
import type { RuleGroup } from '../groups.js';
import { byExactness } from './policy-of.js';
import { POLICY_GAUGES, statedValues } from './stated-values.js';
import { READ_EXPECTATIONS } from '../promql/expectations.js';
import { EXPECTATION_MINUTES, keepValues, type RecordingRule } from '../promql/keep.js';
import { prometheusLabel } from '../promql/prometheus-name.js';
import { ID, LATE_WINDOW, raw, stateName } from '../promql/promql.js';
import { DUE_FROM, RETIRED } from '../promql/state-names.js';

/** Gauges of which rules read what a policy states. */
export const RULED_GAUGES: readonly StateGaugeName[] = POLICY_GAUGES.filter((gauge) => READ_EXPECTATIONS.some((read) => read === gauge));

/** As long as a checkpoint of the state may bring back what the policy gave. */
const GIVEN_WINDOW = '38h';

/**
 * The thresholds of a policy as recording rules, for jobs that do not state them: they record the series that the shipped rules read
 * what is stated from. What a job states itself goes before, also while it does not run.
 */
export function policyRules({ jobs, definitions }: Policy): RuleGroup {
  const promises = byExactness(jobs.map(({ identity }, index) => ({ identity, values: statedValues(definitions[index] ?? NOTHING) })));
  return {
    name: 'backup-policy',
    interval: `${String(EXPECTATION_MINUTES)}m`,
    rules: RULED_GAUGES.flatMap((gauge) => {
      const given = promises.flatMap(({ identity, values }) => {
        const value = values[gauge];
        return value === undefined ? [] : [{ identity, value }];
      });
      return given.length === 0 ? [] : rulesOf(gauge, given);
    }),
  };
}

const NOTHING = { job: '', operation: 'backup' } as const;

interface Given {
  readonly identity: PolicyIdentity;
  readonly value: number;
}

function rulesOf(gauge: StateGaugeName, given: readonly Given[]): readonly RecordingRule[] {
  const state = stateName(gauge);
  const stated = state.replace('expected', 'stated');
  const byPolicy = state.replace(/state$/, 'policy');
  return [
    // Who states it: exported lately, known to do so, or known by the state from before these rules were there.
    ...keepValues(
      stated,
      EXPECTATION_MINUTES,
      (kept) => `(
  max by (${ID}) (last_over_time(${raw(gauge)}[${LATE_WINDOW}]))
  ${kept}
  or (${state} unless last_over_time(${byPolicy}[${GIVEN_WINDOW}]))
) unless ${RETIRED}`,
    ),
    { record: byPolicy, expr: `(\n  ${either(selections(given)).replaceAll('\n', '\n  ')}\n)\nunless ${stated}` },
    { record: state, expr: byPolicy },
  ];
}

/** The values of the jobs, those of the most exact promises first. Jobs that differ by their names only are one selection. */
function selections(given: readonly Given[]): readonly string[] {
  const groups = new Map<string, { readonly first: Given; readonly jobs: string[] }>();
  for (const one of given) {
    const { job, ...where } = one.identity;
    const key = JSON.stringify([one.value, Object.entries(where).sort()]);
    const group = groups.get(key) ?? { first: one, jobs: [] };
    group.jobs.push(job);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, jobs }) => `${DUE_FROM}{${selector(first.identity, jobs)}} * 0 + ${String(first.value)}`);
}

/** Which jobs are meant. What a promise does not say of where they run may be anything. */
function selector({ environment, namespace, service, operation, destination = '' }: PolicyIdentity, jobs: readonly string[]): string {
  const label = (part: keyof typeof IDENTITY_ATTRIBUTES) => prometheusLabel(IDENTITY_ATTRIBUTES[part]);
  const [only = ''] = jobs;
  return [
    environment === undefined ? undefined : `${label('environment')}=${quote(environment)}`,
    service !== undefined && namespace !== undefined ? `job=${quote(`${namespace}/${service}`)}` : undefined,
    service !== undefined && namespace === undefined ? `job=~${quote(`(.+/)?${pattern(service)}`)}` : undefined,
    service === undefined && namespace !== undefined ? `job=~${quote(`${pattern(namespace)}/.+`)}` : undefined,
    `${label('operation')}=${quote(operation)}`,
    jobs.length === 1 ? `${label('job')}=${quote(only)}` : `${label('job')}=~${quote(jobs.map(pattern).join('|'))}`,
    `${label('destination')}=${quote(destination)}`,
  ]
    .filter((matcher) => matcher !== undefined)
    .join(', ');
}

/** The first that is there. In halves, so that ten thousand of them are not added up one by one. */
function either(parts: readonly string[]): string {
  if (parts.length <= 8) return parts.join('\nor ');
  const half = Math.ceil(parts.length / 2);
  return `(${either(parts.slice(0, half))})\nor (${either(parts.slice(half))})`;
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A text as a pattern that matches nothing else. */
function pattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
