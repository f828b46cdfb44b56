import { formatDuration } from '../../examples/demo/format.mjs';
import { everythingKnown } from './look.js';
import { lastLines } from './program.js';
import { PLANTED } from './planted.js';
import { NIGHTLY } from './run-nightly.js';
import { walk, type Hop, type Receipt } from './walk.js';
import type { Stack } from './start.js';
import type { Screen } from './screen.js';

/** The backup of this stack, which fails and succeeds on demand, and its path on the screen. */
export function createStory({
  stack,
  receipts,
  screen,
  signal,
}: {
  stack: Stack;
  receipts: readonly Receipt[];
  screen: Screen;
  signal: AbortSignal;
}) {
  let failing = false;
  let walking = false;

  async function follow(what: 'succeed' | 'fail', onHop: (hop: Hop) => void = screen.hop) {
    walking = true;
    const notifiesWs155 = failing !== (what === 'fail');
    try {
      const walked = await walk({ stack, what, notifiesWs155, receipts, onHop, signal });
      explain(walked.hops);
      return walked;
    } finally {
      walking = false;
    }
  }

  return {
    /** Whether a backup is being followed, which shows what WS-155 says as well. */
    isWalking: () => walking,

    /** A success to begin with: what fails later has worked before. */
    async begin() {
      const began = performance.now();
      const { hops } = await follow('succeed', () => {});
      signal.throwIfAborted();
      const unseen = hops.find(({ ms }) => ms === undefined);
      if (unseen) throw new Error(`A first backup was sent, and this did not happen: ${unseen.who} ${unseen.what}.`);
      screen.row(true, 'backup', 'a first one succeeded, and all of them know it', formatDuration((performance.now() - began) / 1_000));
    },

    /** @returns Whether all of it was seen. */
    async fail(): Promise<boolean> {
      screen.heading('The backup fails');
      const { run, hops } = await follow('fail');
      const known = `${await everythingKnown(stack.addresses, run.traceId)}\n${receipts.map(({ line }) => line).join('\n')}`;
      const leaked = Object.entries(PLANTED).filter(([, secret]) => known.includes(secret));
      const count = Object.keys(PLANTED).length;
      // A search that would not find what is there proves nothing.
      const clean = leaked.length === 0 && known.includes(NIGHTLY.destination) && known.includes(run.traceId);
      screen.row(
        clean,
        'secrets',
        clean
          ? `the error names ${count}; none of them is in any of this`
          : `found: ${leaked.map(([name]) => name).join(', ') || 'nothing at all, not even the job'}`,
        '',
      );
      if (failing) screen.remark('It was failing already. That is one incident, so WS-155 is not notified again.');
      else sumUp(hops, 'From the failure to WS-155');
      failing = true;
      return clean && hops.every(({ ms }) => ms !== undefined);
    },

    /** @returns Whether all of it was seen. */
    async succeed(): Promise<boolean> {
      screen.heading('The backup succeeds');
      const { hops } = await follow('succeed');
      if (failing) sumUp(hops, 'From the success to WS-155', ' Alertmanager sends ends every 10 s.');
      else screen.remark('It was not failing, so there is nothing to notify WS-155 of.');
      failing = false;
      return hops.every(({ ms }) => ms !== undefined);
    },

    /** @returns Whether WS-155 acted once on the failure and once on its end. */
    conclude(): boolean {
      const about = receipts.map(({ line }) => line).filter((line) => line.includes(`"${NIGHTLY.job}"`));
      const marks = about.map((line) => line.split(/ +/)[0]).join(', ');
      const incidents = new Set(about.map((line) => line.split(/ +/)[1]));
      const good = marks === 'OPEN, CLOSE' && incidents.size === 1;
      screen.heading('In the end');
      screen.row(
        good,
        'ws-155',
        good ? 'acted once on the failure and once on its end' : `acted otherwise than once on each: ${marks || 'on nothing'}`,
        '',
      );
      return good;
    },
  };

  /** Whoever has not seen something may have said why. */
  function explain(hops: readonly Hop[]) {
    const silent = new Set(hops.filter(({ ms }) => ms === undefined).map(({ who }) => who));
    for (const { name, output } of stack.programs.filter((program) => silent.has(program.name)))
      screen.remark(`The end of what ${name} printed: ${lastLines(output(), 1) || 'nothing'}`);
  }

  function sumUp(hops: readonly Hop[], way: string, remark = '') {
    const ms = hops.find(({ who }) => who === 'ws-155')?.ms;
    if (ms !== undefined) screen.remark(`${way}: ${formatDuration(ms / 1_000)}.${remark}`);
  }
}
