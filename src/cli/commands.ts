import type { CommandEntry } from './command.js';

/** Every command, in the order `--help` lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'exec',
    summary: 'Run a command that is a backup, and report on it',
    load: async () => (await import('./exec/command.js')).execCommand,
  },
  {
    name: 'start',
    summary: 'Begin a run of a script that can not be put behind `exec`',
    load: async () => (await import('./script/run-commands.js')).startCommand,
  },
  {
    name: 'progress',
    summary: 'Say how far that run has come',
    load: async () => (await import('./script/run-commands.js')).progressCommand,
  },
  {
    name: 'finish',
    summary: 'End that run',
    load: async () => (await import('./script/run-commands.js')).finishCommand,
  },
  {
    name: 'record',
    summary: 'Record a run that happened elsewhere',
    load: async () => (await import('./script/job-commands.js')).recordCommand,
  },
  {
    name: 'define',
    summary: 'Make a job known with what is expected of it',
    load: async () => (await import('./script/job-commands.js')).defineJobCommand,
  },
  {
    name: 'decommission',
    summary: 'Say that a job is out of service on purpose',
    load: async () => (await import('./script/job-commands.js')).decommissionCommand,
  },
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
    name: 'monitor',
    summary: 'Know the state of every backup, without other servers, and alert WS-155',
    load: async () => (await import('./monitor/command.js')).monitorCommand,
  },
  {
    name: 'status',
    summary: 'Say what is true of every backup, as the monitor knows it',
    load: async () => (await import('./status/command.js')).statusCommand,
  },
  {
    name: 'policy',
    summary: 'Check a policy file, say in words what it promises, list the coming starts, play a history',
    load: async () => (await import('./policy/command.js')).policyCommand,
  },
];
