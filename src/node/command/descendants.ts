import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { orUndefined } from '../../untrusted/calls.js';

/** A process, and what tells it from a later one with the same number. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly startedAt: string;
}

/** All that a process started, and what those started. What lost its parent is not found. */
export function descendantsOf(pid: number): readonly ProcessEntry[] {
  const all = listProcesses();
  const found: ProcessEntry[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

/** Whether a process that was found before is there still. */
export function isSameProcess({ pid, startedAt }: ProcessEntry): boolean {
  return listProcesses().some((entry) => entry.pid === pid && entry.startedAt === startedAt);
}

function listProcesses(): readonly ProcessEntry[] {
  return process.platform === 'linux' ? listProc() : listByPs();
}

function listProc(): readonly ProcessEntry[] {
  return (orUndefined(() => readdirSync('/proc')) ?? []).flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = orUndefined(() => readFileSync(`/proc/${name}/stat`, 'utf8'));
    // The second field is the program's name in parentheses, which may hold anything (proc(5)): parent is the 4th, start the 22nd.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields ? { pid: Number(name), parent: Number(fields[1]), startedAt: fields[19] ?? '' } : [];
  });
}

function listByPs(): readonly ProcessEntry[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,lstart='], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, parent, startedAt = ''] = /^\s*(\d+)\s+(\d+)\s+(.*\S)\s*$/.exec(line) ?? [];
    return pid === undefined ? [] : { pid: Number(pid), parent: Number(parent), startedAt };
  });
}
