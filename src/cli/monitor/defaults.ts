/** Where the monitor listens on this machine by default. */
export const DEFAULT_PORT = '8155';

/** Where it keeps what it knows, below the current folder. */
export const DEFAULT_DATABASE = 'backup-monitor/monitor.db';

/** Name of the file of tokens that it makes beside its database. */
export const OWN_TOKENS = 'monitor.tokens';
