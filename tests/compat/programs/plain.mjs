// Knows nothing of an SDK: run it with and without one registered.
import { withBackup } from '@wedsync/backup-telemetry';
import nightly from './nightly.cjs';

console.log(JSON.stringify({ stored: await nightly(withBackup) }));
