import { withBackup } from '@wedsync/backup-telemetry';
import nightly from './nightly.cjs';

await nightly(withBackup);
process.exit(0);
