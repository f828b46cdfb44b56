// @ts-check

/**
 * @typedef {object} Forward
 * @property {string} endpoint Without credentials.
 * @property {(path: string, headers: import('node:http').IncomingHttpHeaders, body: Buffer) => void} send
 * @property {() => Promise<{ accepted: number, sent: number, problem: string }>} settled
 */

const LIMIT_MS = 5_000;
const PER_SIGNAL = { '/v1/traces': 'TRACES', '/v1/metrics': 'METRICS', '/v1/logs': 'LOGS' };

/**
 * Sends on what the demo captured, byte for byte, to the endpoint of the OTEL_EXPORTER_OTLP_* variables, if there is one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Forward | undefined}
 */
export function createForward(env) {
  const general = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const first =
    general ||
    Object.values(PER_SIGNAL)
      .map((signal) => env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`])
      .find(Boolean);
  if (!first) return undefined;
  /** @type {Promise<void>[]} */
  const underway = [];
  let accepted = 0;
  let problem = '';

  /** @param {string} path */
  const urlOf = (path) => {
    const signal = PER_SIGNAL[/** @type {keyof typeof PER_SIGNAL} */ (path)];
    return env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] || (general && `${general.replace(/\/+$/, '')}${path}`);
  };

  return {
    endpoint: URL.canParse(first) ? withoutCredentials(new URL(first)).replace(/\/$/, '') : '(not a URL)',
    send(path, { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers }, body) {
      const url = urlOf(path);
      if (!url) return;
      const post = async () => {
        try {
          const target = new URL(url);
          const response = await fetch(withoutCredentials(target), {
            method: 'POST',
            headers: { .../** @type {Record<string, string>} */ (headers), ...credentialsOf(target) },
            body,
            signal: AbortSignal.timeout(LIMIT_MS),
          });
          await response.arrayBuffer();
          if (response.ok) accepted += 1;
          else problem = `it answered ${response.status} to ${path}`;
        } catch (error) {
          problem = reasonOf(error);
        }
      };
      underway.push(post());
    },
    async settled() {
      await Promise.all(underway);
      return { accepted, sent: underway.length, problem };
    },
  };
}

/** @param {unknown} error */
function reasonOf(error) {
  const { name, cause } = /** @type {{ name?: string, cause?: { code?: string, message?: string } }} */ (error);
  if (name === 'TimeoutError') return `no answer within ${LIMIT_MS / 1_000} s`;
  return cause?.code ?? cause?.message ?? name ?? 'unknown';
}

/** `fetch` takes no URL with credentials. @param {URL} url */
function withoutCredentials({ origin, pathname, search }) {
  return `${origin}${pathname}${search}`;
}

/** @param {URL} url @returns {Record<string, string>} */
function credentialsOf({ username, password }) {
  if (!username) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
