import type { CommandEntry } from './command.js';

/** Every command, in the order `--help` lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Find out what a project needs, print or run the line that installs it, write a first backup',
    load: async () => (await import('./init/command.js')).initCommand,
  },
  {
    name: 'doctor',
    summary: 'Find out whether secrets leave a program, and whether its backups would be seen',
    load: async () => (await import('./doctor/command.js')).doctorCommand,
  },
  {
    name: 'gateway',
    summary: 'Hand alerts of Alertmanager and Grafana to WS-155, signed',
    load: async () => (await import('./gateway/command.js')).gatewayCommand,
  },
  {
    name: 'policy',
    summary: 'Check a policy file, say in words what it promises, list the coming starts, play a history',
    load: async () => (await import('./policy/command.js')).policyCommand,
  },
];
