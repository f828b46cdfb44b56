import type { Command } from './command.js';
import { doctorCommand } from './doctor/command.js';
import { gatewayCommand } from './gateway/command.js';
import { initCommand } from './init/command.js';

/** Every command, in the order `--help` lists them. */
export const COMMANDS: readonly Command[] = [initCommand, doctorCommand, gatewayCommand];
