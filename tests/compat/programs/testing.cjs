// What the testing helpers say of one job, without or beside an SDK: given to the job, and registered for the default functions.
const { trace } = require('@opentelemetry/api');
const { withBackup } = require('@wedsync/backup-telemetry');
const { backupMatchers, createTestClock, createTestTelemetry, simulateRun } = require('@wedsync/backup-telemetry/testing');

const nightly = (wrap) => wrap({ job: 'nightly', destination: 's3-eu' }, (run) => run.phase('dump', () => run.report({ bytes: 1_024 })));

/** What one telemetry knows, as plain text. */
function summaryOf({ runs, spans, events, metric }) {
  return {
    runs: runs().map(({ job, outcome, report, phases }) => [job, outcome, report.bytes, phases.map(({ name }) => name)]),
    roots: spans().map(({ name }) => name),
    events: events().map(({ name }) => name),
    ended: metric('backup.run.ended'),
    size: metric('backup.run.last_size'),
  };
}

async function main() {
  const given = createTestTelemetry({ clock: createTestClock() });
  await nightly(given.telemetry.withBackup);

  const global = createTestTelemetry();
  const unregister = global.register();
  await trace.getTracer('app').startActiveSpan('request', async (span) => {
    await nightly(withBackup);
    span.end();
  });
  unregister();
  await nightly(withBackup);

  return {
    given: summaryOf(given),
    global: summaryOf(global),
    nested: global.spans()[0].children.map(({ name }) => name),
    simulated: (await simulateRun('failure', { duration: '10s' })).map(({ name }) => name),
    message: backupMatchers.toHaveFailed(given, 'nightly').message(),
  };
}

void main().then((result) => console.log(JSON.stringify(result)));
