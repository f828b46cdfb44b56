import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { orUndefined } from '../../untrusted/calls.js';

/** What came of asking for a lock. */
export type Lock = HeldLock | { readonly heldBy: number } | { readonly problem: string };

/** A lock that this process holds. */
export interface HeldLock {
  /** A command that may outlive this process: the lock is held as long as it is there. */
  readonly extendTo: (pid: number) => void;
  readonly release: () => void;
}

interface Holder {
  readonly pid: number;
  /** Tells the process from a later one with its number. */
  readonly started: string;
}

interface Owner extends Holder {
  readonly host: string;
  /** Where its number means something: a boot of the machine and a namespace of processes. */
  readonly space: string;
  readonly command?: Holder | undefined;
}

const TRIES = 20;

// An owner on another machine, or in another container, shows by this that it is alive.
const REFRESH_MS = 60_000;
const SILENT_MS = 600_000;

/**
 * Takes the lock of a job, without waiting. A lock whose process is gone is free.
 *
 * Each owner has a file of its own, `<job>.<number>`, whose number is one above that of the one before. Only one can make it, none is
 * ever taken over, and whoever finds a higher one than his own gives way: so no two processes that find a dead owner both follow him.
 */
export function takeLock(folder: string, job: string): Lock {
  const prefix = `${createHash('sha256').update(job).digest('hex').slice(0, 16)}.`;
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = newest(folder, prefix);
      const path = join(folder, prefix + String(before));
      const owner = before === undefined ? undefined : ownerOf(path);
      if (owner && isAlive(owner, path)) return { heldBy: owner.pid };
      const number = (before ?? 0) + 1;
      if (make(folder, join(folder, prefix + String(number)))) {
        if (newest(folder, prefix) === number) return own(folder, prefix, number);
        orUndefined(() => unlinkSync(join(folder, prefix + String(number))));
      }
    }
    return { heldBy: 0 };
  } catch (error) {
    return {
      problem: `the lock of the job can not be taken (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); it runs without`,
    };
  }
}

function own(folder: string, prefix: string, number: number): Lock {
  const path = join(folder, prefix + String(number));
  for (const other of numbers(folder, prefix)) if (other < number) orUndefined(() => unlinkSync(join(folder, prefix + String(other))));
  const refresh = setInterval(() => orUndefined(() => utimesSync(path, new Date(), new Date())), REFRESH_MS).unref();
  return {
    extendTo(pid) {
      orUndefined(() => {
        const draft = writeDraft(folder, { ...ownerHere(), command: { pid, started: startOf(pid) } });
        renameSync(draft, path);
      });
    },
    release() {
      clearInterval(refresh);
      // It stays, empty: the next number is counted from it.
      orUndefined(() => truncateSync(path));
    },
  };
}

function newest(folder: string, prefix: string): number | undefined {
  const all = numbers(folder, prefix);
  return all.length === 0 ? undefined : Math.max(...all);
}

function numbers(folder: string, prefix: string): readonly number[] {
  return readdirSync(folder).flatMap((name) =>
    name.startsWith(prefix) && /^\d{1,15}$/.test(name.slice(prefix.length)) ? Number(name.slice(prefix.length)) : [],
  );
}

/** False where somebody else was faster. */
function make(folder: string, path: string): boolean {
  // Whole before it has its name: nobody reads a half of it.
  const draft = writeDraft(folder, ownerHere());
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    orUndefined(() => unlinkSync(draft));
  }
}

function ownerHere(): Owner {
  return { pid: process.pid, host: hostname(), space: spaceOf(), started: startOf(process.pid) };
}

function writeDraft(folder: string, owner: Owner): string {
  const draft = join(folder, `draft-${randomUUID()}`);
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeSync(fd, JSON.stringify(owner));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return draft;
}

/** None of a lock that was released, or is gone. */
function ownerOf(path: string): Owner | undefined {
  const text = orUndefined(() => readFileSync(path, 'utf8'));
  return text ? orUndefined(() => JSON.parse(text) as Owner) : undefined;
}

function isAlive({ host, space, command, ...own }: Owner, path: string): boolean {
  if (host !== hostname() || space !== spaceOf()) {
    const isOfThisMachine = host === hostname() && space.split(' ')[0] !== spaceOf().split(' ')[0];
    // The machine was started anew: nobody of before lives. Elsewhere, only a sign of life says so.
    return !isOfThisMachine && Date.now() - (orUndefined(() => statSync(path).mtimeMs) ?? 0) < SILENT_MS;
  }
  return isRunning(own) || (command !== undefined && isRunning(command));
}

function isRunning({ pid, started }: Holder): boolean {
  if (!isThere(pid)) return false;
  const now = startOf(pid);
  return now === '' || started === '' || now === started;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function spaceOf(): string {
  const boot = orUndefined(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '';
  return `${boot} ${orUndefined(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`;
}

/** When a process started, in ticks since the boot (proc(5), field 22); a zombie has ended. Empty where that can not be known. */
function startOf(pid: number): string {
  const stat = orUndefined(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? 'ended' : (fields?.[19] ?? '');
}
