// The same as an ES module: the helpers and the functions they watch come from one copy of the package.
import { withBackup } from '@wedsync/backup-telemetry';
import { createTestTelemetry } from '@wedsync/backup-telemetry/testing';

const { register, runs, events } = createTestTelemetry();
register();
await withBackup({ job: 'nightly' }, (run) => run.phase('dump', () => undefined));
console.log(JSON.stringify({ runs: runs().map(({ job, outcome }) => [job, outcome]), events: events().length }));
