import { behindProxy } from '../../../untrusted/providers.js';
import { apiRegistry, registeredLoggerProvider } from '../../../node/process/api-registry.js';

// Where `@opentelemetry/api`, `@opentelemetry/api-logs` and the preset of this package keep what was registered.
const PRESET_KEY = Symbol.for('@wedsync/backup-telemetry.node.1');
const KEYS = [Symbol.for('opentelemetry.js.api.1'), Symbol.for('io.opentelemetry.js.api.logs'), PRESET_KEY];

const globals = globalThis as Record<symbol, unknown>;

/** Calls back after each registration of a provider, or of the preset, from now on. */
export function watchRegistrations(changed: () => void): void {
  for (const key of KEYS) {
    watchKey(key, () => {
      changed();
      // And after the code that registers: some give the real provider to one that stands for it a line later.
      queueMicrotask(changed);
    });
  }
}

/** Makes whatever sends in this process wait for `work` before it stops, so that a program that ends at once is looked at too. */
export function holdShutdowns(work: () => Promise<void>): void {
  const { trace, metrics } = apiRegistry();
  for (const stoppable of [behindProxy(trace), metrics, registeredLoggerProvider(), globals[PRESET_KEY]]) {
    hold(stoppable, work);
  }
}

const held = new WeakSet();

function hold(stoppable: unknown, work: () => Promise<void>): void {
  if (typeof stoppable !== 'object' || stoppable === null || held.has(stoppable)) return;
  held.add(stoppable);
  for (const name of ['shutdown', Symbol.asyncDispose]) {
    const stop: unknown = Reflect.get(stoppable, name);
    if (typeof stop !== 'function') continue;
    // One that is frozen goes on as it is: then a program that ends at once is not looked at, which the doctor says.
    Reflect.set(stoppable, name, (...args: unknown[]) => work().then(() => Reflect.apply(stop, stoppable, args) as unknown));
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
