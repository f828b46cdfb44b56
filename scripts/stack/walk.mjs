// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptedSpans, deliveredAlerts, isFiring, isHeld, lastEnd, spansOf } from './look.mjs';
import { NIGHTLY, runNightly } from './run-nightly.mjs';

/** @typedef {{ readonly who: string, readonly what: string, readonly ms: number | undefined }} Hop `ms` since the job ended; undefined when it was not seen in time. */
/** @typedef {{ readonly at: number, readonly line: string }} Told What WS-155 said that it acted on, and when. */
/** @typedef {{ who: string, what: string, look: () => Promise<number | boolean | undefined> }} Watch */

const LIMIT_MS = 60_000;
const PAUSE_MS = 20;
const SPANS = [`backup ${NIGHTLY.job}`, 'backup.phase dump', 'backup.phase upload'];

/**
 * Runs the backup and follows it through the programs.
 * @param {{
 *   stack: import('./start.mjs').Stack,
 *   what: 'succeed' | 'fail',
 *   tellsWs155: boolean,
 *   told: readonly Told[],
 *   onHop: (hop: Hop) => void,
 *   signal: AbortSignal,
 * }} options `tellsWs155` says whether it changes the state of the job, so that WS-155 is told; `told` grows while WS-155 is told.
 * @returns {Promise<{ run: import('./run-nightly.mjs').NightlyRun, hops: Hop[] }>}
 */
export async function walk({ stack, what, tellsWs155, told, onHop, signal }) {
  const { addresses } = stack;
  const before = { spans: await acceptedSpans(addresses), delivered: await deliveredAlerts(addresses), told: told.length };
  const run = await runNightly(what, stack.variables, signal);
  const failed = what === 'fail';
  const mark = failed ? 'OPEN' : 'CLOSE';

  /** @type {Watch[]} */
  const toBackends = [
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
  /** @type {Watch[]} */
  const toWs155 = [
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
      look: async () => told.slice(before.told).find(({ line }) => line.startsWith(mark) && line.includes(`"${NIGHTLY.job}"`))?.at,
    },
    {
      who: 'gateway',
      what: 'delivered: has the answer of WS-155',
      look: async () => (await deliveredAlerts(addresses)) > before.delivered,
    },
  ];

  /** @type {Hop[]} */
  const hops = [];
  /** @param {Hop} hop */
  const pass = (hop) => {
    hops.push(hop);
    onHop(hop);
  };
  pass({ who: 'backup', what: failed ? 'failed in its phase upload: ECONNREFUSED' : 'succeeded', ms: 0 });
  // All are watched at once, and shown in the order of the way.
  const seen = [...toBackends, ...(tellsWs155 ? toWs155 : [])].map((watch) => ({
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

/** When something was first seen: the time that the look returned, or now. @param {Watch} watch @param {number} deadline @param {AbortSignal} signal */
async function waitFor({ look }, deadline, signal) {
  while (Date.now() < deadline && !signal.aborted) {
    // A program that does not answer shows nothing; whether it still runs is watched elsewhere.
    const seen = await look().catch(() => false);
    if (seen) return seen === true ? Date.now() : seen;
    await sleep(PAUSE_MS);
  }
  return undefined;
}

/** @param {readonly string[]} all @param {readonly string[]} wanted */
function containsAll(all, wanted) {
  return wanted.every((one) => all.includes(one));
}
