import { importBearerTokens, importGrafanaSecrets } from '../../alerts/gateway/authenticate.js';
import { createIntake } from '../../alerts/gateway/intake.js';
import type { GatewayEvent } from '../../alerts/index.js';
import { importSecrets } from '../../alerts/crypto/keys.js';
import { nameOf } from '../../server/config/variables.js';
import { createLog, type Log } from '../../server/log.js';
import { createOutbound } from '../../server/outbound.js';
import { createRouter } from '../../server/router.js';
import { createSecretFiles } from '../../server/secret-files.js';
import { createTokenGate } from '../../server/token-gate.js';
import { startServer, type RunningServer } from '../../server/start-server.js';
import type { CliIo } from '../io.js';
import { createCounters } from './counters.js';
import { describeEvent } from './describe-event.js';
import { GATEWAY_VARIABLES, type GatewayValues } from './options.js';
import { gatewayRoutes, isHealthPath } from './routes.js';

// What is left to a request when its deadline has passed, to be answered.
const ANSWER_WITHIN_MS = 1_000;

/**
 * Starts the gateway and its server.
 *
 * @throws BackupTelemetryError `configuration_invalid`, with the name of the option, when a secret cannot be used; anything else when the
 * address cannot be listened on
 */
export async function startGateway(values: GatewayValues, io: CliIo): Promise<{ readonly server: RunningServer; readonly log: Log }> {
  const { url, host, port, deadline: deadlineMs, concurrency } = values;
  const log = createLog({ name: 'gateway', format: values['log-format'], stdout: io.stdout, stderr: io.stderr, backlog: io.backlog });
  const files = createSecretFiles();
  const secretsOf = (option: 'secret-file' | 'token-file' | 'grafana-secret-file', use: (secrets: readonly string[]) => unknown) => {
    const path = values[option];
    return path === undefined ? undefined : files.add(nameOf(GATEWAY_VARIABLES, option), path, use);
  };
  const counters = createCounters();
  const outbound = createOutbound({ connections: concurrency, env: io.env });
  function onEvent(event: GatewayEvent): void {
    counters.onEvent(event);
    const line = describeEvent(event);
    if (line) log(event.type === 'accepted' ? 'info' : 'warn', line.message, line.fields);
  }
  const intake = createIntake({
    url,
    secrets: secretsOf('secret-file', importSecrets) ?? [],
    grafanaSecrets: secretsOf('grafana-secret-file', importGrafanaSecrets),
    fallback: values['fallback-url'],
    runbookBase: values['runbook-base'],
    deadline: deadlineMs,
    concurrency,
    fetch: outbound.fetch,
    onEvent,
  });
  const readTokens = secretsOf('token-file', importBearerTokens);
  const tokens =
    readTokens && createTokenGate({ read: readTokens, make: importBearerTokens, onError: (error) => onEvent({ type: 'failed', error }) });
  await files.check();
  // What was read now stays in use when a file is gone before the first alert.
  await Promise.all([intake.check(), tokens?.check()]);
  const router = createRouter({
    routes: gatewayRoutes({
      intake,
      senders: { alertmanager: tokens !== undefined, grafana: values['grafana-secret-file'] !== undefined },
      health: { isReady: files.areWell, metrics: counters.render },
    }),
    ...(tokens && { gate: tokens.requireToken }),
    onRefused({ reason, response, path }) {
      if (!isHealthPath(path)) onEvent({ type: 'answered', status: response.status, reason });
    },
  });
  const server = await startServer({
    handle: router,
    host,
    port,
    graceMs: deadlineMs + ANSWER_WITHIN_MS,
    onError: (error) => log('error', `failed: ${error instanceof Error ? error.message : 'unknown error'}`),
  });
  return {
    log,
    server: {
      url: server.url,
      async stop() {
        await server.stop();
        await outbound.close();
      },
    },
  };
}
