import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Python with packages of its own, gone after `remove`. */
export interface PythonVenv {
  /** Runs a program and resolves to what it printed. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Installs packages from PyPI into a new folder. @throws without Python, its module venv, or a network */
export async function createPythonVenv(packages: readonly string[]): Promise<PythonVenv> {
  const folder = await mkdtemp(join(tmpdir(), 'python-venv-'));
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await execute('python3', ['-m', 'venv', folder]);
    await execute(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { remove, run: async (...args) => (await execute(python, [...args])).stdout };
}
