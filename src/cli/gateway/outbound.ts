import { Agent, EnvHttpProxyAgent, fetch } from 'undici';
import type { CliIo } from '../io.js';

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** A `fetch` that goes through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, which Node's own does not. */
export function createOutbound({ connections, env }: { readonly connections: number; readonly env: CliIo['env'] }): {
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => Promise<void>;
} {
  const proxied = PROXIES.some((name) => env[name]);
  const dispatcher = proxied ? new EnvHttpProxyAgent({ connections }) : new Agent({ connections });
  const send = (input: string, init: object) => fetch(input, { ...init, dispatcher });
  return {
    // The same function in types of its own: Node's are those of the undici it holds.
    fetch: send as unknown as typeof globalThis.fetch,
    close: () => dispatcher.destroy(),
  };
}
