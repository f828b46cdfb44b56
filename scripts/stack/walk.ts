import { setTimeout as sleep } from 'node:timers/promises';
import { acceptedSpans, deliveredAlerts, isFiring, isHeld, lastEnd, spansOf } from './look.js';
import { NIGHTLY, runNightly, type NightlyRun } from './run-nightly.js';
import type { Stack } from './start.js';

/** `ms` since the job ended; undefined when it was not seen in time. */
export interface Hop {
  readonly who: string;
  readonly what: string;
  readonly ms: number | undefined;
}
/** What WS-155 said that it acted on, and when. */
export interface Receipt {
  readonly at: number;
  readonly line: string;
}
export interface Watch {
  who: string;
  what: string;
  look: () => Promise<number | boolean | undefined>;
}

const LIMIT_MS = 60_000;
const PAUSE_MS = 20;
const SPANS = [`backup ${NIGHTLY.job}`, 'backup.phase dump', 'backup.phase upload'];

/**
 * Runs the backup and follows it through the programs.
 * @param options - `notifiesWs155` says whether it changes the state of the job, so that WS-155 is notified; `receipts` grows while it is.
 */
export async function walk({
  stack,
  what,
  notifiesWs155,
  receipts,
  onHop,
  signal,
}: {
  stack: Stack;
  what: 'succeed' | 'fail';
  notifiesWs155: boolean;
  receipts: readonly Receipt[];
  onHop: (hop: Hop) => void;
  signal: AbortSignal;
}): Promise<{ run: NightlyRun; hops: Hop[] }> {
  const { addresses } = stack;
  const before = { spans: await acceptedSpans(addresses), delivered: await deliveredAlerts(addresses), receipts: receipts.length };
  const run = await runNightly(what, stack.variables, signal);
  const failed = what === 'fail';
  const mark = failed ? 'OPEN' : 'CLOSE';

  const toBackends: Watch[] = [
    {
      who: 'collector',
      what: 'accepted the telemetry and cleaned it',
      look: async () => (await acceptedSpans(addresses)) >= before.spans + SPANS.length,
    },
    {
      who: 'jaeger',
      what: 'has the trace with its phases, dump and upload',
      look: async () => containsAll(await spansOf(addresses, run.traceId), SPANS),
    },
    {
      who: 'prometheus',
      what: `knows the time of the ${failed ? 'failure' : 'success'}`,
      look: async () => (await lastEnd(addresses, failed ? 'failure' : 'success')) >= run.endedAt,
    },
  ];
  const toWs155: Watch[] = [
    {
      who: 'prometheus',
      what: failed ? 'the rule BackupJobFailed fires' : 'the rule BackupJobFailed is quiet again',
      look: async () => (await isFiring(addresses)) === failed,
    },
    {
      who: 'alertmanager',
      what: failed ? 'has the alert' : 'has the end of the alert',
      look: async () => (await isHeld(addresses)) === failed,
    },
    {
      who: 'ws-155',
      what: `verified the signature, ${failed ? 'opened' : 'closed'} the incident`,
      look: async () => receipts.slice(before.receipts).find(({ line }) => line.startsWith(mark) && line.includes(`"${NIGHTLY.job}"`))?.at,
    },
    {
      who: 'gateway',
      what: 'delivered: has the answer of WS-155',
      look: async () => (await deliveredAlerts(addresses)) > before.delivered,
    },
  ];

  const hops: Hop[] = [];
  const pass = (hop: Hop) => {
    hops.push(hop);
    onHop(hop);
  };
  pass({ who: 'backup', what: failed ? 'failed in its phase upload: ECONNREFUSED' : 'succeeded', ms: 0 });
  // All are watched at once, and shown in the order of the path.
  const seen = [...toBackends, ...(notifiesWs155 ? toWs155 : [])].map((watch) => ({
    watch,
    at: waitFor(watch, run.endedAt + LIMIT_MS, signal),
  }));
  for (const [index, { watch, at }] of seen.entries()) {
    // What has come further was here before, also when it was not looked at in that moment. Nothing comes back from Jaeger.
    const further = watch.who === 'jaeger' ? [] : seen.slice(index + 1).filter((later) => later.watch.who !== 'jaeger');
    const time = await Promise.race([at, ...further.map((later) => later.at)]);
    pass({ who: watch.who, what: watch.what, ms: time === undefined ? undefined : Math.max(0, time - run.endedAt) });
  }
  return { run, hops };
}

/** When something was first seen: the time that the look returned, or now. */
async function waitFor({ look }: Watch, deadline: number, signal: AbortSignal) {
  while (Date.now() < deadline && !signal.aborted) {
    // A program that does not answer shows nothing; whether it still runs is watched elsewhere.
    const seen = await look().catch(() => false);
    if (seen) return seen === true ? Date.now() : seen;
    await sleep(PAUSE_MS);
  }
  return undefined;
}

function containsAll(all: readonly string[], wanted: readonly string[]) {
  return wanted.every((one) => all.includes(one));
}
