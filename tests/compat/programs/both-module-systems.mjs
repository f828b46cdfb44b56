import { createRequire } from 'node:module';
import * as esm from '@wedsync/backup-telemetry';

const cjs = createRequire(import.meta.url)('@wedsync/backup-telemetry');
const heard = [];
cjs.onBackupEvent((event) => heard.push(event.name));
await esm.withBackup({ job: 'nightly' }, () => undefined);
console.log(JSON.stringify(heard));
