// `npm run stack`: the real programs between a backup and WS-155, and a failing backup that passes through them.
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, type Cleanup } from '../../examples/demo/command.mjs';
import { waitForKey } from '../../examples/demo/keys.mjs';
import { buildIfOutdated } from './build.js';
import { showGuide } from './guide.js';
import { knowsAlertmanager } from './look.js';
import { HELP, readOptions } from './options.js';
import { choosePorts } from './ports.js';
import { lastLines, stopPrograms } from './program.js';
import { findRunning, forgetRunning, noteRunning } from '../../examples/demo/running-stack.mjs';
import { createScreen, type Screen } from './screen.js';
import { startStack, type Stack } from './start.js';
import { createStory } from './story.js';
import { missingTools, tool } from './tools.js';
import type { Receipt } from './walk.js';

/** Starts everything and waits until a first backup has gone through it. */
async function begin({ once, folder, screen, signal }: { once: boolean; folder: string; screen: Screen; signal: AbortSignal }) {
  await buildIfOutdated({ signal, onBuild: () => screen.line('  The package is built first: half a minute.\n') });
  const began = performance.now();
  const receipts: Receipt[] = [];
  const stack = await startStack({
    place: { folder, tool },
    // Whoever ends by itself needs no addresses that are known beforehand.
    ports: await choosePorts({ usual: !once }),
    onReady: ({ name }) => screen.ready(name, performance.now() - began),
    onAlert: (line) => {
      if (!/^(OPEN|CLOSE) /.test(line)) return;
      receipts.push({ at: Date.now(), line });
      if (!story.isWalking()) screen.news('ws-155', line);
    },
    onFallback: (text) => screen.news('fallback', text),
  });
  const story = createStory({ stack, receipts, screen, signal });
  while (!(await knowsAlertmanager(stack.addresses))) await sleep(100, undefined, { signal });
  await story.begin();
  return { stack, story };
}

/** Rejects when a program ends by itself. */
function watch({ programs }: Stack, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    for (const { name, exited, output } of programs) {
      // Ctrl-C reaches all at once, and some of them end before it is known here.
      void exited
        .then(() => sleep(300))
        .then(() => {
          if (!signal.aborted) reject(new Error(`${name} ended by itself. The end of what it printed:\n${lastLines(output())}`));
        });
    }
  });
}

/** Lets keys decide until `q`. */
async function obeyKeys(story: ReturnType<typeof createStory>, screen: Screen, signal: AbortSignal) {
  const { bold } = screen.style;
  for (;;) {
    screen.line();
    screen.prompt(`${bold('[f]')} let the backup fail   ${bold('[r]')} let it recover   ${bold('[q]')} quit `);
    const key = await waitForKey(process.stdin, 'frq', signal);
    screen.endPrompt();
    if (key === 'q') return;
    await (key === 'f' ? story.fail() : story.succeed());
  }
}

/** @returns Whether everything arrived. */
async function run({ once: ends }: { once: boolean }, cleanup: Cleanup): Promise<boolean> {
  const stopping = new AbortController();
  const { signal } = stopping;
  cleanup.signal.addEventListener('abort', () => stopping.abort());
  const screen = createScreen(process.stdout);
  screen.line(screen.style.bold('WedSync backup telemetry: from a failed backup to WS-155'));
  screen.paragraph('The real programs, on this machine alone. What they keep goes when this ends.');
  screen.line();
  const folder = await mkdtemp(join(tmpdir(), 'backup-stack-'));
  cleanup.addFolder(folder);
  cleanup.add(stopPrograms);
  const { stack, story } = await begin({ once: ends, folder, screen, signal });
  cleanup.add(stack.stop);

  const act = async () => {
    if (ends) return [await story.fail(), await story.succeed(), story.conclude()].every(Boolean);
    noteRunning({ pid: process.pid, addresses: stack.addresses, variables: stack.variables });
    cleanup.add(forgetRunning);
    showGuide(screen, stack);
    if (process.stdin.isTTY && process.stdout.isTTY) await obeyKeys(story, screen, signal);
    else {
      screen.line('\nIt runs until SIGTERM or Ctrl-C.');
      await once(signal, 'abort');
    }
    return true;
  };
  const acting = act();
  try {
    return await Promise.race([acting, watch(stack, signal)]);
  } finally {
    // From here on programs end because they are stopped.
    stopping.abort();
    await acting.catch(() => {});
    screen.endPrompt();
  }
}

/** npm hands SIGTERM to a shell between, which dies of it and says nothing. */
function stopWithNpm(cleanup: Cleanup) {
  const parent = process.ppid;
  const look = () => process.ppid !== parent && cleanup.stop('SIGTERM');
  if (process.env['npm_lifecycle_event'] === 'stack') setInterval(look, 500).unref();
}

await runCommand({
  help: HELP,
  readOptions,
  refuse({ once: ends }) {
    const other = ends ? undefined : findRunning();
    return other ? `A stack runs already, as process ${String(other.pid)}. Use it, or stop it first.` : missingTools();
  },
  work(options, cleanup) {
    stopWithNpm(cleanup);
    return run(options, cleanup);
  },
});
