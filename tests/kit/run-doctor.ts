import { execFile } from 'node:child_process';

/** What `backup-telemetry doctor --json` said, and how it ended. */
export interface Diagnosis {
  readonly code: number;
  readonly stderr: string;
  readonly findings: readonly { readonly code: string; readonly level: string; readonly args: Readonly<Record<string, unknown>> }[];
  readonly slots: readonly {
    readonly signal: string;
    readonly slot: string;
    readonly state: string;
    readonly families: readonly string[];
  }[];
  readonly loaded: readonly string[];
}

export interface DoctorOptions {
  /** What starts the command line: `node dist/cli.js`, or what a package manager put there. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs the doctor in a process of its own. @throws when it printed no findings, with what it said instead */
export async function runDoctor(args: readonly string[], { command, cwd, env }: DoctorOptions): Promise<Diagnosis> {
  const [program = '', ...before] = command;
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    execFile(program, [...before, 'doctor', '--json', ...args], { cwd, env }, (error, out, err) => {
      done({ code: error ? Number(error.code ?? 1) : 0, stdout: out, stderr: err });
    });
  });
  if (!stdout.trimStart().startsWith('{')) throw new Error(`The doctor found nothing out, and ended with ${code}.\n${stdout}\n${stderr}`);
  return { code, stderr, ...(JSON.parse(stdout) as Pick<Diagnosis, 'findings' | 'slots' | 'loaded'>) };
}
