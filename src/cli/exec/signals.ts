import { readFileSync } from 'node:fs';
import { orUndefined } from '../../untrusted/calls.js';

/** What a supervisor or a person ends a program with. */
const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const satisfies readonly NodeJS.Signals[];

/** What a terminal sends to every program in its foreground. */
const OF_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Whoever gets the signals that this process is sent. */
export interface SignalTarget {
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly hasGroup: boolean;
}

/** Signals that this process is sent, for as long as it runs a command. */
export interface ForwardedSignals {
  /** Hands what comes from now on to this command, or to none. */
  readonly to: (target: SignalTarget | undefined) => void;
  /** The first that came since the command was started. */
  readonly received: () => NodeJS.Signals | undefined;
  /** Resolves with the first that comes while no command runs. */
  readonly whileIdle: Promise<NodeJS.Signals>;
  readonly stop: () => void;
}

/** Listens to what would end this process, and hands it on. */
export function forwardSignals(): ForwardedSignals {
  let target: SignalTarget | undefined;
  let first: NodeJS.Signals | undefined;
  let tellIdle: (signal: NodeJS.Signals) => void = () => undefined;
  const whileIdle = new Promise<NodeJS.Signals>((resolve) => (tellIdle = resolve));

  const listeners = FORWARDED.map((signal) => {
    const listener = () => {
      first ??= signal;
      if (!target) tellIdle(signal);
      // It had that one from the terminal: a second would be an order to end at once, for many a tool.
      else if (!isFromTerminal(signal, target)) target.signal(signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });

  return {
    to(next) {
      target = next;
    },
    received: () => first,
    whileIdle,
    stop() {
      for (const { signal, listener } of listeners) process.off(signal, listener);
    },
  };
}

function isFromTerminal(signal: NodeJS.Signals, { hasGroup }: SignalTarget): boolean {
  return !hasGroup && OF_TERMINAL.includes(signal) && isInForeground();
}

/** Whether the terminal sends this process what is typed. Where that can not be found out, it is taken to. */
function isInForeground(): boolean {
  const stat = orUndefined(() => readFileSync('/proc/self/stat', 'utf8'));
  // After the name: state, parent, group, session, terminal, its foreground group (proc(5)).
  const [, , group, , , foreground] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return group === foreground;
}

// Node.js would not let them end the process: it has a use of its own for the one, and ignores the other.
const REBOUND: readonly NodeJS.Signals[] = ['SIGUSR1', 'SIGPIPE', 'SIGXFSZ'];
const DYING_MS = 1_000;

/** Ends this process by a signal, as its command was. Resolves where that is impossible. */
export async function dieBy(signal: NodeJS.Signals): Promise<void> {
  const listener = () => undefined;
  // A listener that goes leaves the default behind.
  if (REBOUND.includes(signal)) orUndefined(() => process.on(signal, listener).off(signal, listener));
  orUndefined(() => process.kill(process.pid, signal));
  await new Promise((resolve) => setTimeout(resolve, DYING_MS));
}
