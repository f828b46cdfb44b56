// Runs until it is killed.
import { withBackup } from '@wedsync/backup-telemetry';

await withBackup({ job: 'nightly' }, () => new Promise(() => setInterval(() => undefined, 1_000)));
