import type { ReceivedRequest } from './otlp-receiver.js';
import { ARRIVAL_KEY, arrivalOf, canariesOf, ordinaryWord, PROBE_JOB, SLOTS, type Signal, type Slot } from './canary-slots.js';

/** What came out of a slot. */
export interface SlotResult {
  readonly slot: Slot;
  /** `leaked`: a secret; `clean`: the value without its secrets; `removed`: nothing of it though its signal arrived; `lost`: no signal. */
  readonly state: 'leaked' | 'clean' | 'removed' | 'lost';
  /** Kinds of the secrets that came out. */
  readonly families: readonly string[];
}

/** Looks for each canary in each request, in plain, base64 and hex form; letters and digits look the same in a URL and in JSON. */
export function searchSlots(requests: readonly ReceivedRequest[], seed: string): readonly SlotResult[] {
  const everything = requests.map(({ body }) => body.toString('latin1')).join('\n');
  const signals = new Map((['traces', 'metrics', 'logs'] as const).map((signal) => [signal, signalArrived(requests, signal)]));
  return SLOTS.map((slot) => {
    const families = canariesOf(slot, seed)
      .filter(({ mark }) => formsOf(mark).some((form) => everything.includes(form)))
      .map(({ family }) => family);
    const arrived = signals.get(slot.signal) === true;
    const state = families.length > 0 ? 'leaked' : !arrived ? 'lost' : everything.includes(ordinaryWord(slot)) ? 'clean' : 'removed';
    return { slot, state, families };
  });
}

/** Whether anything of the probe came in a signal. */
export function signalArrived(requests: readonly ReceivedRequest[], signal: Signal): boolean {
  const words = [arrivalOf(signal), ARRIVAL_KEY, ...SLOTS.filter((slot) => slot.signal === signal).map(ordinaryWord)];
  return requests.some(({ path, body }) => path.endsWith(`/v1/${signal}`) && words.some((word) => body.includes(word)));
}

/** Whether the telemetry of the real runs came in a signal. */
export function backupArrived(requests: readonly ReceivedRequest[], signal: Signal): boolean {
  return requests.some(({ path, body }) => path.endsWith(`/v1/${signal}`) && body.includes(PROBE_JOB));
}

function formsOf(mark: string): readonly string[] {
  const hex = Buffer.from(mark).toString('hex');
  // Base64 of the same text differs by where in a group of three it begins; edges also depend on the neighbours.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from(`${'x'.repeat(before)}${mark}`)
      .toString('base64')
      .slice(4, -6),
  );
  return [mark, hex, hex.toUpperCase(), ...base64];
}
