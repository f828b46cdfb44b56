// Loaded into the host by NODE_OPTIONS. It must never disturb it: it waits for providers, sends, and says what it saw.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { PROBE_ENV, type ProbeOrder, type ProbeReport } from '../probe-report.js';
import { runBackups } from './backup.js';
import { watchPackages } from './packages.js';
import { holdShutdowns, watchRegistrations } from './registration.js';
import { flushProviders, registeredProviders, sendCanaries } from './send.js';

const LOOK_EVERY_MS = 20;
// Bootstraps register one signal after the other, and may load packages in between; a program that ends sooner is not waited for.
const SETTLE_MS = 2_000;

function watch({ folder, seed }: ProbeOrder): void {
  const loaded = watchPackages();
  let work: Promise<void> | undefined;
  let providers = registeredProviders();
  let report: Omit<ProbeReport, 'loaded' | 'providers'> = { pid: process.pid, sent: false, recorded: 0, backup: 'not reached' };
  const write = () => {
    try {
      const whole: ProbeReport = { ...report, providers, loaded: loaded() };
      // A thread has the id of its process, and must not write over what that said.
      writeFileSync(join(folder, `${process.pid}-${threadId}.json`), JSON.stringify(whole));
    } catch {
      // The doctor is gone; the host goes on.
    }
  };
  const look = () => {
    const now = registeredProviders();
    // A host that shuts down takes its providers away again; they count all the same.
    providers = { traces: providers.traces || now.traces, metrics: providers.metrics || now.metrics, logs: providers.logs || now.logs };
    return Object.values(now).includes(true);
  };
  const send = async () => {
    clearInterval(timer);
    // The connections of an SDK may let a process end that waits for nothing else.
    const awake = setInterval(() => {}, LOOK_EVERY_MS);
    try {
      const recorded = sendCanaries(seed);
      await flushProviders();
      const backup = await runBackups(seed);
      await flushProviders();
      look();
      report = { ...report, sent: true, recorded, backup };
    } catch (error) {
      report = { ...report, backup: String(error) };
    } finally {
      clearInterval(awake);
    }
    write();
  };
  const finish = () => (work ??= send());

  let [seen, changedAt] = ['', 0];
  const timer = setInterval(() => {
    if (!look()) return;
    const now = JSON.stringify(providers);
    if (now !== seen) [seen, changedAt] = [now, performance.now()];
    if (performance.now() - changedAt >= SETTLE_MS) void finish();
  }, LOOK_EVERY_MS);
  timer.unref();
  watchRegistrations(() => {
    if (look()) holdShutdowns(finish);
  });
  process.once('beforeExit', () => {
    if (look()) void finish();
  });
  process.once('exit', write);
}

const order = process.env[PROBE_ENV];
if (order !== undefined) watch(JSON.parse(order) as ProbeOrder);
