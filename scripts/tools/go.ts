// Runs the Go command, and says what is wrong when it can not.
import { spawn, spawnSync } from 'node:child_process';

const NEEDED = [1, 26] as const;

/**
 * Throws with a sentence for the reader when there is no Go that can build the programs.
 * @param folder - With a go.mod, whose toolchain Go then fetches if it may.
 */
export function requireGo(folder: string): void {
  const { error, status, stdout, stderr } = spawnSync('go', ['env', 'GOVERSION'], { cwd: folder, encoding: 'utf8' });
  const wanted = `Go ${NEEDED.join('.')} or newer is needed to build the programs`;
  if (error) throw new Error(`${wanted}, and there is no command "go" in PATH. Get it from https://go.dev/dl/`);
  if (status !== 0) throw new Error(`${wanted}, and yours says: ${stderr.trim()}\nGet it from https://go.dev/dl/`);
  const [major = 0, minor = 0] = stdout.trim().replace(/^go/, '').split('.').map(Number.parseFloat);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Error(`${wanted}, and yours is ${stdout.trim() || 'older than any that says its version'}. Get it from https://go.dev/dl/`);
}

/**
 * Calls back with each line Go prints.
 * @throws Error with the last lines when Go fails
 */
export function runGo(args: readonly string[], folder: string, onLine: (line: string) => void): Promise<void> {
  return new Promise((done, fail) => {
    const lines: string[] = [];
    // Whoever starts this has other work on the machine.
    const child = spawn('go', args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GOFLAGS: '-buildvcs=false', GOWORK: 'off' },
    });
    let rest = '';
    const read = (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > 20) lines.shift();
        onLine(line);
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`go ${args[0] ?? ''} ended with code ${String(code)}:\n${[...lines, rest].join('\n').trim()}`));
    });
  });
}
