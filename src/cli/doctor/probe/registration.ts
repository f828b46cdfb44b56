import { apiRegistry, registeredLoggerProvider } from '../../../node/api-registry.js';

// Where `@opentelemetry/api`, `@opentelemetry/api-logs` and the preset of this package keep what was registered.
const PRESET_KEY = Symbol.for('@wedsync/backup-telemetry.node.1');
const KEYS = [Symbol.for('opentelemetry.js.api.1'), Symbol.for('io.opentelemetry.js.api.logs'), PRESET_KEY];

const globals = globalThis as Record<symbol, unknown>;

interface Stoppable {
  shutdown?: (...args: unknown[]) => unknown;
}

/** Calls back after each registration of a provider, or of the preset, from now on. */
export function watchRegistrations(changed: () => void): void {
  // After the code that registers: some give the real provider to one that stands for it a line later.
  const later = () => {
    queueMicrotask(changed);
  };
  for (const key of KEYS) watchKey(key, later);
}

/** Makes whatever sends in this process wait for `work` before it stops, so that a program that ends at once is looked at too. */
export function holdShutdowns(work: () => Promise<void>): void {
  const { trace, metrics } = apiRegistry();
  const behind = (trace as { getDelegate?: () => unknown } | undefined)?.getDelegate?.() ?? trace;
  for (const stoppable of [behind, metrics, registeredLoggerProvider(), globals[PRESET_KEY]]) {
    hold(stoppable as Stoppable | undefined, work);
  }
}

const held = new WeakSet();

function hold(stoppable: Stoppable | undefined, work: () => Promise<void>): void {
  const shutdown = stoppable?.shutdown;
  if (typeof shutdown !== 'function' || held.has(stoppable as object)) return;
  held.add(stoppable as object);
  try {
    Object.assign(stoppable as Stoppable, { shutdown: (...args: unknown[]) => work().then(() => shutdown.apply(stoppable, args)) });
  } catch {
    // It is frozen: then a program that ends at once is not looked at, which the doctor says.
  }
}

function watchKey(key: symbol, changed: () => void): void {
  let current = globals[key];
  Object.defineProperty(globals, key, {
    configurable: true,
    get: () => current,
    // The API assigns its registry anew at each registration.
    set(value: unknown) {
      current = value;
      changed();
    },
  });
}
