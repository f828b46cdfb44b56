import { requireToken } from '../../http/require-token.js';
import { readBody } from '../../http/read-body.js';
import { checkKeys } from '../options/check.js';
import type { Sender } from './admit.js';
import { answerTo, type Refusal } from './answer.js';
import { importBearerTokens } from './authenticate.js';
import { createIntake } from './intake.js';
import { GATEWAY_OPTIONS, type GatewayOptions } from './options.js';
import { invalid } from '../../untrusted/invalid.js';

/** Takes notifications of Alertmanager and Grafana and hands their alerts to WS-155, signed. It keeps nothing: the sender is its queue. */
export interface AlertGateway {
  /** Answers a POST whose path ends in `/alertmanager` or `/grafana`. Never rejects. */
  readonly handle: (request: Request) => Promise<Response>;
  /** Resolves when all secrets can be read and have the right form. @throws BackupTelemetryError `configuration_invalid` otherwise */
  readonly check: () => Promise<void>;
}

/**
 * Makes a gateway between an alert sender and WS-155. The path of a request says who sends: its last part is `alertmanager` or `grafana`.
 * `?level=1` marks alerts of an escalation.
 *
 * The answer is 200 only when WS-155 has accepted every alert. It is 503 as long as it has not, so that the sender comes again. An alert
 * that WS-155 refuses for good (400, 410, 413, 422) goes to the fallback and is taken, so that it does not block the others.
 *
 * @throws BackupTelemetryError `configuration_invalid` when an option is wrong or unknown
 *
 * @example
 * ```ts
 * const gateway = createAlertGateway({
 *   url: 'https://ws-155.example.com/alerts',
 *   secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
 *   alertmanagerTokens: 'a-long-random-token',
 *   fallback: 'https://chat.example.com/hooks/backups',
 * });
 *
 * export const POST = (request: Request) => gateway.handle(request);
 * ```
 */
export function createAlertGateway(options: GatewayOptions): AlertGateway {
  checkKeys('the options of createAlertGateway', options, GATEWAY_OPTIONS);
  const { alertmanagerTokens, grafanaSecrets } = options;
  const intake = createIntake(options);
  if (alertmanagerTokens === undefined && grafanaSecrets === undefined) {
    throw invalid('`alertmanagerTokens`, `grafanaSecrets` or both', 'neither: nobody could send');
  }
  const tokens = alertmanagerTokens === undefined ? undefined : intake.lasting(alertmanagerTokens, importBearerTokens);
  const refused = (reason: Refusal, response = answerTo(reason)) => intake.answered(response, reason);

  function sourceOf(url: string): Sender['source'] | undefined {
    const { pathname } = new URL(url);
    const source = pathname.slice(pathname.lastIndexOf('/') + 1);
    if (source === 'alertmanager' && tokens) return source;
    return source === 'grafana' && grafanaSecrets !== undefined ? source : undefined;
  }

  return {
    async handle(request) {
      const deadline = intake.startDeadline();
      try {
        const source = sourceOf(request.url);
        if (!source) return refused('path');
        if (request.method !== 'POST') return refused('method');
        if (source === 'alertmanager' && tokens) {
          const caller = await requireToken(request, 'ingest', await deadline.race(tokens.current));
          if (caller instanceof Response) return refused('authentication', caller);
        }
        const { headers, url } = request;
        const sent = { headers, url, readBody: (maxBytes: number, signal?: AbortSignal) => readBody(request, maxBytes, signal) };
        return await intake.take(source, sent, deadline);
      } catch (error) {
        intake.report({ type: 'failed', error });
        return refused('internal');
      } finally {
        deadline.end();
      }
    },
    async check() {
      await Promise.all([intake.check(), tokens?.check()]);
    },
  };
}
