import type { EventEnvelope } from '../../events/envelope.js';
import type { JobState } from '../../state/job-state.js';
import { reduce } from '../../state/reduce.js';
import { evaluateConditions, type HeldCondition } from '../evaluate.js';
import { passTime } from '../pass-time.js';
import type { ConditionSeverity, JobCondition } from '../types.js';

/** An alert of a history. Times are milliseconds since the Unix epoch. */
export interface FiredAlert {
  readonly name: string;
  /** The worse of those that it had. */
  readonly severity: ConditionSeverity;
  /** Its summary, with `{subject}` for the job. */
  readonly summary: string;
  readonly firedAt: number;
  /** When it became critical, where it began as a warning. */
  readonly criticalAt?: number | undefined;
  /** `undefined` where it held to the end. */
  readonly endedAt?: number | undefined;
  /** The fact that it stands on, in seconds since the Unix epoch. */
  readonly episode: number;
}

const MINUTE_MS = 60_000;
// Of conditions that time alone makes true none ends by time alone within an hour: an alert ends by a fact.
const STRIDE = 60;

/**
 * The alerts of one job over its history, in virtual time: conditions are asked at each event, and each minute in between.
 *
 * @param envelopes - In the order in which they came
 * @param until - Up to this moment
 */
export function playHistory(
  conditions: readonly JobCondition[],
  envelopes: readonly EventEnvelope[],
  until: number,
): readonly FiredAlert[] {
  const ended: FiredAlert[] = [];
  const open = new Map<string, FiredAlert>();
  let state: JobState | undefined;
  let held = '';
  let minute = 0;

  const look = (at: number) => {
    const passed = state && passTime(state, at / 1_000);
    const found = passed ? evaluateConditions(conditions, passed, at / 1_000) : [];
    return { passed, found, key: found.map((one) => `${one.condition.name} ${String(one.episode)} ${one.severity}`).join('\n') };
  };

  const keep = ({ passed, found, key }: ReturnType<typeof look>, at: number) => {
    state = passed;
    if (key === held) return;
    held = key;
    const now = new Map(found.map((one) => [one.condition.name, one]));
    for (const [name, alert] of open) {
      if (now.get(name)?.episode === alert.episode) continue;
      ended.push({ ...alert, endedAt: at });
      open.delete(name);
    }
    for (const [name, one] of now) open.set(name, worse(open.get(name), one, at));
  };

  /** Goes on by whole minutes, in strides where nothing changes. */
  const goOn = (to: number) => {
    while (minute + MINUTE_MS <= to) {
      const left = Math.min(STRIDE, Math.floor((to - minute) / MINUTE_MS));
      let step = left;
      let seen = look(minute + step * MINUTE_MS);
      if (seen.key !== held) {
        let [same, other] = [0, left];
        while (other - same > 1) {
          const middle = Math.floor((same + other) / 2);
          if (look(minute + middle * MINUTE_MS).key === held) same = middle;
          else other = middle;
        }
        step = other;
        seen = look(minute + step * MINUTE_MS);
      }
      minute += step * MINUTE_MS;
      keep(seen, minute);
    }
  };

  for (const envelope of envelopes) {
    const at = envelope.receivedAt;
    if (at > until) break;
    if (state) goOn(at);
    state = reduce(state, envelope);
    minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    keep(look(at), at);
  }
  goOn(until);
  if (state) keep(look(until), until);
  return [...ended, ...open.values()].sort((one, other) => one.firedAt - other.firedAt);
}

function worse(before: FiredAlert | undefined, { condition, severity, summary, episode }: HeldCondition, at: number): FiredAlert {
  if (!before) return { name: condition.name, severity, summary, firedAt: at, episode };
  if (before.severity === severity || severity !== 'critical') return before;
  return { ...before, severity, summary, criticalAt: at };
}
