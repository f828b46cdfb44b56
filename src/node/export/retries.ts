/** Parts of an OTLP exporter that it keeps to itself, as far as they are there. */
interface Retrying {
  readonly _delegate?: { readonly _transport?: { readonly _transport?: Partial<Transport>; retry?: Retry } };
}

interface Transport {
  readonly send: (data: unknown, timeoutMs: number) => Promise<unknown>;
}

type Retry = (data: unknown, timeoutMs: number, inMs: number) => Promise<unknown>;

/**
 * Lets no pause before another try keep a process alive: with the default of the specification a receiver that refuses would
 * hold it for 10 s, and no option of the exporter says otherwise. One that is made in another way stays as it is.
 */
export function letRetriesGo(exporter: object): void {
  const retrying = (exporter as Retrying)._delegate?._transport;
  const inner = retrying?._transport;
  if (typeof retrying?.retry !== 'function' || typeof inner?.send !== 'function') return;
  const { send } = inner;
  retrying.retry = (data, timeoutMs, inMs) =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        send.call(inner, data, timeoutMs).then(resolve, reject);
      }, inMs).unref();
    });
}
