// @ts-check
// `npm run demo`: a real backup, wrapped with the package, and what OpenTelemetry gets to see of it.
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trace } from '@opentelemetry/api';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
import { startCapture } from './capture.mjs';
import { runCommand } from './command.mjs';
import { createDatabase } from './database.mjs';
import { failOnPurpose, ownSecrets } from './failing-run.mjs';
import { createStyle, formatCount, wrap } from './format.mjs';
import { createForward } from './forward.mjs';
import { waitForKey } from './keys.mjs';
import { searchFor, searchWorks } from './leaks.mjs';
import { createLive } from './live.mjs';
import { backUp, copyToSecondRegion, damage, restoreDrill, verifyCopy } from './nightly.mjs';
import { HELP, readOptions, takeOverExport } from './options.mjs';
import { judge } from './promises.mjs';
import { showEvents } from './report/events.mjs';
import { showLeaks } from './report/leaks.mjs';
import { showMetrics } from './report/metrics.mjs';
import { showNext } from './report/next.mjs';
import { createPage } from './report/section.mjs';
import { showTrace } from './report/trace.mjs';
import { findRunning } from './running-stack.mjs';

/** @typedef {import('./promises.mjs').Night} Night */
/** @typedef {import('./nightly.mjs').Site} Site */

/**
 * One night: backup, copy, verification and restore drill inside a span of the caller's own.
 * @param {Site} site
 * @param {readonly import('./database.mjs').TableCount[]} expected
 * @param {boolean} damageCopy
 * @returns {Promise<Night>}
 */
function runNight(site, expected, damageCopy) {
  return trace.getTracer('wedsync-demo').startActiveSpan('one night', async (span) => {
    /** @type {Night} */
    const night = { traceId: span.spanContext().traceId };
    try {
      const artifact = await backUp(site);
      night.checksum = artifact.checksum;
      const copy = await copyToSecondRegion(site, artifact);
      if (damageCopy) await damage(copy);
      night.copyChecksum = await verifyCopy(site, copy, artifact);
      night.restored = await restoreDrill(site, copy, artifact, expected);
    } catch (error) {
      night.error = error;
    }
    span.end();
    return night;
  });
}

/**
 * @param {import('./options.mjs').Options} options
 * @param {import('./command.mjs').Cleanup} cleanup
 * @returns {Promise<boolean>} Whether everything promised happened.
 */
async function demonstrate({ once, damageCopy, stack: toStack }, cleanup) {
  const { signal } = cleanup;
  const stack = toStack ? findRunning() : undefined;
  const style = createStyle(process.stdout, process.env);
  const live = createLive(process.stdout, style);
  const page = createPage(process.stdout, style);
  page.line(style.bold('WedSync backup telemetry'));
  const intro =
    'A PostgreSQL database is backed up, copied to a second region, verified and restored. ' +
    `Each step is wrapped by the package. The data is made up${process.env['DATABASE_URL'] ? '' : ', and everything runs on this machine'}.`;
  for (const line of wrap(intro, page.width)) page.line(style.dim(line));
  page.line();

  const forward = createForward(takeOverExport(Object.assign(process.env, stack?.variables)));
  const capture = await startCapture(forward);
  cleanup.add(capture.close);
  cleanup.add(() => forward?.settled());
  const telemetry = startBackupTelemetry({ serviceName: 'wedsync-demo', environment: 'demo', endpoint: capture.url });
  cleanup.add(telemetry.shutdown);
  const folder = await mkdtemp(join(tmpdir(), 'wedsync-demo-'));
  cleanup.addFolder(folder);
  const database = createDatabase(process.env['DATABASE_URL'], signal);
  cleanup.add(database.close);

  await live.during('database', async (step) => {
    step.say('PostgreSQL is starting', true);
    step.done(await database.open());
  });
  const expected = await live.during('made data', async (step) => {
    const tables = await database.fill((rows) => step.say(`${formatCount(rows)} rows`));
    const total = tables.reduce((sum, { rows }) => sum + rows, 0);
    step.done(`${formatCount(total)} rows: ${tables.map(({ name }) => name).join(', ')}`);
    return tables;
  });

  /** @type {Site} */
  const site = { database, folder, live, signal };
  let night = await runNight(site, expected, damageCopy);
  signal.throwIfAborted();
  let failed = await failOnPurpose(site);
  await telemetry.flush();

  const own = ownSecrets(process.env['DATABASE_URL']);
  const search = () => searchFor(capture.bodies, failed.error, [...failed.secrets, ...own]);
  const show = {
    night() {
      showTrace(
        page,
        capture.spans.filter(({ traceId }) => traceId === night.traceId),
      );
      showMetrics(page, capture.points(), Date.now());
    },
    failure: () => showLeaks(page, { error: failed.error, results: search(), events: capture.events, bodies: capture.bodies }),
  };
  show.night();
  showEvents(page, capture.events);
  show.failure();
  const sentOn = await forward?.settled();
  const forwarded = forward && sentOn && { endpoint: forward.endpoint, ...sentOn };
  showNext(page, forwarded, stack?.addresses);

  const promised = judge({
    expected,
    night,
    rethrown: failed.rethrown,
    spans: capture.spans.map(({ name }) => name),
    metrics: capture.points().map(({ name }) => name),
    events: capture.events.map(({ name }) => name),
    leaks: search(),
    searchWorks: searchWorks(failed.error, failed.secrets),
    forwarded,
  });
  const broken = promised.filter(({ kept }) => !kept);
  page.line();
  for (const { text, problem } of broken) page.line(style.red(`✗ ${text}: ${problem}`));
  const sum = `${promised.length - broken.length} of ${promised.length} checks passed: `;
  const passed = promised.filter(({ kept }) => kept).map(({ text }) => text);
  for (const line of wrap(sum + passed.join(', '), page.width - 2)) page.line(broken.length === 0 ? style.green(line) : line);

  if (!once && process.stdin.isTTY && process.stdout.isTTY) {
    for (;;) {
      page.line();
      page.line(`${style.bold('[b]')} back up again   ${style.bold('[f]')} fail again   ${style.bold('[q]')} quit`);
      const key = await waitForKey(process.stdin, 'bfq', signal);
      if (key === 'q') break;
      page.line();
      if (key === 'b') night = await runNight(site, expected, false);
      else failed = await failOnPurpose(site);
      await telemetry.flush();
      if (key === 'b') show.night();
      else show.failure();
    }
  }
  await cleanup.run();
  // The last metrics leave when telemetry is shut down.
  const leakedLate = search().filter(({ found }) => found > 0);
  for (const { label } of leakedLate) page.line(style.red(`✗ nothing leaked: found in what was sent at the end: ${label}`));
  const left = existsSync(folder);
  if (left) page.line(style.red(`✗ clean up: ${folder} is still there`));
  return broken.length === 0 && leakedLate.length === 0 && !left;
}

await runCommand({
  help: HELP,
  readOptions,
  refuse: ({ stack }) =>
    stack && !findRunning()
      ? 'No stack is running. Start it in another terminal, and run this again when it is ready: npm run stack'
      : undefined,
  work: demonstrate,
  explain: (message) => `The demo could not go on: ${message}`,
});
