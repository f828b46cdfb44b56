import { quiet } from './calls.js';

/** A provider whose buffered telemetry can be sent now. */
export interface Flushable {
  forceFlush(): Promise<void>;
}

/** Whether a provider is a real one that can be flushed: SDKs share no type for this, but all major versions have the method. */
export function isFlushable(provider: unknown): provider is Flushable {
  return typeof (provider as Partial<Flushable> | undefined)?.forceFlush === 'function';
}

/** The API hands out proxies; the provider that was registered is behind them. */
export function behindProxy(provider: unknown): unknown {
  const proxy = provider as { getDelegate?: () => unknown; _delegate?: unknown } | undefined;
  return quiet(proxy?.getDelegate?.()) ?? proxy?._delegate ?? provider;
}
