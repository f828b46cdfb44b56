// Loaded into the host by NODE_OPTIONS. It must never disturb it: it waits for providers, sends, and says what it saw.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBE_ENV, type ProbeOrder, type ProbeReport } from '../probe-report.js';
import { runBackups } from './backup.js';
import { watchPackages } from './packages.js';
import { flushProviders, registeredProviders, sendCanaries } from './send.js';

const LOOK_EVERY_MS = 20;
// Bootstraps register one signal after the other.
const SETTLE_MS = 300;

function watch({ folder, seed }: ProbeOrder): void {
  const loaded = watchPackages();
  let work: Promise<void> | undefined;
  let providers = registeredProviders();
  let report: Omit<ProbeReport, 'loaded' | 'providers'> = { pid: process.pid, sent: false, recorded: 0, backup: 'not reached' };
  const write = () => {
    try {
      const whole: ProbeReport = { ...report, providers, loaded: loaded() };
      writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(whole));
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
    try {
      const recorded = sendCanaries(seed);
      await flushProviders();
      const backup = await runBackups(seed);
      await flushProviders();
      look();
      report = { ...report, sent: true, recorded, backup };
    } catch (error) {
      report = { ...report, backup: String(error) };
    }
    write();
  };

  let seenAt: number | undefined;
  const timer = setInterval(() => {
    if (!look()) return;
    seenAt ??= performance.now();
    if (performance.now() - seenAt >= SETTLE_MS) work ??= send();
  }, LOOK_EVERY_MS);
  timer.unref();
  process.once('beforeExit', () => {
    if (look()) work ??= send();
  });
  process.once('exit', write);
}

const order = process.env[PROBE_ENV];
if (order !== undefined) watch(JSON.parse(order) as ProbeOrder);
