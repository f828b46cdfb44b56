import { closeSync, constants, openSync } from 'node:fs';

/** Whether a program may ask a person for a password: `ssh` and `sudo` open the terminal by its name, whatever their stdin is. */
export function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', constants.O_RDWR | constants.O_NOCTTY));
    return true;
  } catch {
    return false;
  }
}
