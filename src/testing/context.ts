import { AsyncLocalStorage } from 'node:async_hooks';
import * as api from '@opentelemetry/api';

/** Makes active spans follow asynchronous functions, as the SDK for Node.js does: phases and nested backups find their parents. */
export function createContextManager(): api.ContextManager {
  const storage = new AsyncLocalStorage<api.Context>();
  return {
    active: () => storage.getStore() ?? api.ROOT_CONTEXT,
    with: (context, fn, thisArg, ...args) => storage.run(context, () => fn.apply(thisArg as never, args)),
    bind(context, target) {
      if (typeof target !== 'function') return target;
      return function (this: unknown, ...args: unknown[]) {
        return storage.run(context, () => target.apply(this, args) as unknown);
      } as typeof target;
    },
    enable() {
      return this;
    },
    disable() {
      storage.disable();
      return this;
    },
  };
}
