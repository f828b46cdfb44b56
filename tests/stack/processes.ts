import { execFileSync } from 'node:child_process';

export interface Process {
  readonly pid: number;
  /** With its arguments. */
  readonly command: string;
}

/** Processes that a process has started and that still run. */
export function childrenOf(parent: number | undefined): readonly Process[] {
  return list().filter(({ ppid }) => ppid === parent);
}

export function isAlive({ pid }: Process): boolean {
  return list().some((each) => each.pid === pid);
}

function list(): readonly (Process & { readonly ppid: number })[] {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, ppid, pid, stat = '', command = ''] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    // One that has ended stays in the list until somebody asks for its exit code.
    return pid === undefined || stat.startsWith('Z') ? [] : [{ ppid: Number(ppid), pid: Number(pid), command }];
  });
}
