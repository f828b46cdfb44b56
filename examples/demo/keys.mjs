// @ts-check

/**
 * Waits for one of these keys.
 * @param {NodeJS.ReadStream} input A terminal.
 * @param {string} wanted
 * @param {AbortSignal} signal
 * @returns {Promise<string>} The key; `q` when the input ended or the signal came.
 */
export function waitForKey(input, wanted, signal) {
  return new Promise((resolve) => {
    input.setRawMode(true);
    input.setEncoding('utf8').resume();

    /** @param {string} key */
    function end(key) {
      input.off('data', look).off('end', quit).pause();
      signal.removeEventListener('abort', quit);
      input.setRawMode(false);
      resolve(key);
    }
    const quit = () => end('q');
    /** @param {string} typed */
    const look = (typed) => {
      // In raw mode the terminal makes no signals of these any more.
      if (typed === '\u0003') {
        end('q');
        process.kill(process.pid, 'SIGINT');
      } else if (typed === '\u0004') quit();
      else if (wanted.includes(typed.toLowerCase())) end(typed.toLowerCase());
    };
    input.on('data', look).on('end', quit);
    signal.addEventListener('abort', quit, { once: true });
  });
}
