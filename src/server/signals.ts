/** Resolves to the first SIGTERM or SIGINT. The second ends the process at once, as without this. */
export function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    const end = (signal: NodeJS.Signals) => {
      process.off('SIGTERM', end).off('SIGINT', end);
      done(signal);
    };
    process.on('SIGTERM', end).on('SIGINT', end);
  });
}
