// Knows nothing of an SDK: run it with and without one registered.
const { withBackup } = require('@wedsync/backup-telemetry');
const nightly = require('./nightly.cjs');

void nightly(withBackup).then((stored) => {
  console.log(JSON.stringify({ stored }));
});
