import { createCore } from '../../job/telemetry.js';
import { defineJob } from '../../job/definition/definition.js';
import type { BackupDefinition } from '../../job/definition-types.js';
import { recordRun } from '../../job/run/record.js';
import type { BackupRecord } from '../../job/types.js';
import { settleWithin } from '../../node/sdk/settle-within.js';
import { ensureDiagLogger } from '../../node/process/diag-logger.js';
import { headerValues } from '../../node/settings/headers.js';
import { startBackupTelemetry } from '../../node/sdk/start.js';
import { beginRun, type LiveRun, type LiveRunStart } from './live-run.js';
import { provideSdk } from './sdk.js';

/** What a session needs to know of the command line. */
export interface SessionOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
  /** Writes a line on stderr, without touching what a command has there. */
  readonly write: (line: string) => void;
}

/** Telemetry of one call of the command line. No member throws or rejects. */
export interface Session {
  /** Begins a run that has begun already. */
  readonly begin: (start: LiveRunStart) => LiveRun;
  readonly define: (definition: BackupDefinition) => { readonly decommission: () => Promise<void> };
  readonly record: (record: BackupRecord) => Promise<void>;
  /** Sends what is left, for 2 s at most. Resolves to whether all of it has left. */
  readonly close: () => Promise<boolean>;
}

const DELIVERY_MS = 2_000;

/** Starts telemetry with the SDK that the command line brings along. */
export function openSession({ env, service, environment, write }: SessionOptions): Session {
  // Before the SDK has one: its own would write through a stream, which makes the pipe of the command's stderr one that does not block.
  ensureDiagLogger(env, headerValues({}, env), write);
  const sdk = provideSdk();
  // Nobody stops it: the process ends when all is delivered, or is not.
  startBackupTelemetry({
    ...(service !== undefined && { serviceName: service }),
    ...(environment !== undefined && { environment }),
  });
  const core = createCore({ flush: 'background' });
  return {
    begin(start) {
      sdk.useNext(start.names);
      return beginRun(core, start);
    },
    define: (definition) => defineJob(core, definition, openSession),
    record: (record) => recordRun(core, record, openSession),
    async close() {
      let isDelivered = false;
      const deliver = async () => {
        isDelivered = await sdk.deliver();
      };
      await settleWithin(DELIVERY_MS, [deliver]);
      return isDelivered;
    },
  };
}
