// @ts-check
import { formatDuration } from '../../examples/demo/format.mjs';
import { everythingKnown } from './look.mjs';
import { lastLines } from './program.mjs';
import { PLANTED } from './planted.mjs';
import { NIGHTLY } from './run-nightly.mjs';
import { walk } from './walk.mjs';

/**
 * The backup of this stack, which fails and succeeds when it is told to, and its way on the screen.
 * @param {{
 *   stack: import('./start.mjs').Stack,
 *   told: readonly import('./walk.mjs').Told[],
 *   screen: import('./screen.mjs').Screen,
 *   signal: AbortSignal,
 * }} options
 */
export function createStory({ stack, told, screen, signal }) {
  let failing = false;
  let walking = false;

  /** @param {'succeed' | 'fail'} what @param {(hop: import('./walk.mjs').Hop) => void} onHop */
  async function follow(what, onHop = screen.hop) {
    walking = true;
    const tellsWs155 = failing !== (what === 'fail');
    try {
      const way = await walk({ stack, what, tellsWs155, told, onHop, signal });
      explain(way.hops);
      return way;
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

    /** @returns {Promise<boolean>} Whether all of it was seen. */
    async fail() {
      screen.heading('The backup fails');
      const { run, hops } = await follow('fail');
      const known = `${await everythingKnown(stack.addresses, run.traceId)}\n${told.map(({ line }) => line).join('\n')}`;
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
      if (failing) screen.remark('It was failing already. That is one incident, so WS-155 is not told again.');
      else sumUp(hops, 'From the failure to WS-155');
      failing = true;
      return clean && hops.every(({ ms }) => ms !== undefined);
    },

    /** @returns {Promise<boolean>} Whether all of it was seen. */
    async succeed() {
      screen.heading('The backup succeeds');
      const { hops } = await follow('succeed');
      if (failing) sumUp(hops, 'From the success to WS-155', ' Alertmanager tells ends every 10 s.');
      else screen.remark('It was not failing, so there is nothing to tell WS-155.');
      failing = false;
      return hops.every(({ ms }) => ms !== undefined);
    },

    /** @returns {boolean} Whether WS-155 acted once on the failure and once on its end. */
    conclude() {
      const about = told.map(({ line }) => line).filter((line) => line.includes(`"${NIGHTLY.job}"`));
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

  /** Whoever has not seen something may have said why. @param {readonly import('./walk.mjs').Hop[]} hops */
  function explain(hops) {
    const silent = new Set(hops.filter(({ ms }) => ms === undefined).map(({ who }) => who));
    for (const { name, output } of stack.programs.filter((program) => silent.has(program.name)))
      screen.remark(`The end of what ${name} printed: ${lastLines(output(), 1) || 'nothing'}`);
  }

  /** @param {readonly import('./walk.mjs').Hop[]} hops @param {string} way @param {string} [remark] */
  function sumUp(hops, way, remark = '') {
    const ms = hops.find(({ who }) => who === 'ws-155')?.ms;
    if (ms !== undefined) screen.remark(`${way}: ${formatDuration(ms / 1_000)}.${remark}`);
  }
}
