import { createBearerCheck, importGrafanaSecrets } from '../../alerts/gateway/authenticate.js';
import { createAlertGateway } from '../../alerts/index.js';
import { importSecrets } from '../../alerts/webhook/keys.js';
import { BackupTelemetryError } from '../../errors.js';
import type { CliIo } from '../io.js';
import { createCounters } from './counters.js';
import { logLine } from './log-line.js';
import { createOutbound } from './outbound.js';
import { createSecretFile } from './secret-file.js';
import { startServer, type RunningServer } from './server.js';
import { nameOf, type GatewaySettings } from './settings.js';

/**
 * Starts the gateway and its server.
 *
 * @throws BackupTelemetryError `configuration_invalid`, with the name of the option, when a secret cannot be used; anything else when the
 * address cannot be listened on
 */
export async function startGateway(settings: GatewaySettings, { stdout, stderr, env }: CliIo): Promise<RunningServer> {
  const { url, secretFile, tokenFile, grafanaSecretFile, fallbackUrl, runbookBase, host, port, deadlineMs, concurrency } = settings;
  const reject = (sentence: string) => stderr(`gateway: ${sentence}\n`);
  const files: (() => Promise<void>)[] = [];
  /** What reads a file of secrets; from now on it has to be well for this to be ready. */
  const secretsOf = (name: Parameters<typeof nameOf>[0], path: string, use: (secrets: readonly string[]) => Promise<unknown>) => {
    const file = createSecretFile(path);
    files.push(async () => {
      try {
        await use(file.check());
      } catch (error) {
        throw error instanceof BackupTelemetryError ? new BackupTelemetryError(error.code, `${nameOf(name)}: ${error.message}`) : error;
      }
    });
    return file.read;
  };
  const checkFiles = () => Promise.all(files.map((check) => check()));
  const counters = createCounters();
  const outbound = createOutbound({ connections: concurrency, env });
  const gateway = createAlertGateway({
    url,
    secrets: secretsOf('secret-file', secretFile, importSecrets),
    alertmanagerTokens: tokenFile === undefined ? undefined : secretsOf('token-file', tokenFile, createBearerCheck),
    grafanaSecrets: grafanaSecretFile === undefined ? undefined : secretsOf('grafana-secret-file', grafanaSecretFile, importGrafanaSecrets),
    fallback: fallbackUrl,
    runbookBase,
    deadline: deadlineMs,
    concurrency,
    fetch: outbound.fetch,
    onEvent(event) {
      counters.onEvent(event);
      const line = logLine(event);
      if (line !== undefined) (event.type === 'accepted' ? stdout : stderr)(`gateway: ${line}\n`);
    },
  });
  await checkFiles();
  // What was read now stays in use when a file is gone before the first alert.
  await gateway.check();
  const server = await startServer({
    handle: gateway.handle,
    isReady: () =>
      checkFiles().then(
        () => true,
        () => false,
      ),
    metrics: counters.render,
    host,
    port,
    graceMs: deadlineMs + 1_000,
    onError: (error) => reject(`failed: ${error instanceof Error ? error.message : 'unknown error'}`),
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await outbound.close();
    },
  };
}
