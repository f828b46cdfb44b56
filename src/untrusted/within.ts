/**
 * What a promise resolves to, or `late` once the limit has passed: whatever the host's code does, it is not waited for any longer. Its
 * rejection is handed on only as long as somebody waits; what comes after the limit harms nothing.
 *
 * @param keepAlive - Whether the process lives on until one of both has happened; else it may end before. @default true
 */
export function within<Result, Late>(limitMs: number, promise: Promise<Result>, late: Late, keepAlive = true): Promise<Result | Late> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(late);
    }, limitMs);
    if (!keepAlive) (timer as { unref?: () => void }).unref?.();
    void promise.then(resolve, reject).then(() => {
      clearTimeout(timer);
    });
  });
}
