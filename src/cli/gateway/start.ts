import { createGateway } from '../../alerts/index.js';
import type { CliIo } from '../io.js';
import { createCounters } from './counters.js';
import { logLine } from './log-line.js';
import { createOutbound } from './outbound.js';
import { createSecretFile } from './secret-file.js';
import { startServer, type RunningServer } from './server.js';
import type { GatewaySettings } from './settings.js';

/** Starts the gateway and its server. @throws when a secret cannot be read or the address cannot be listened on */
export async function startGateway(settings: GatewaySettings, { stdout, stderr, env }: CliIo): Promise<RunningServer> {
  const { url, secretFile, tokenFile, grafanaSecretFile, fallbackUrl, runbookBase, host, port, deadlineMs, concurrency } = settings;
  const complain = (sentence: string) => stderr(`gateway: ${sentence}\n`);
  const secretsOf = (path: string) => createSecretFile(path, { onProblem: complain }).read;
  const counters = createCounters();
  const outbound = createOutbound({ connections: concurrency, env });
  const gateway = createGateway({
    url,
    secrets: secretsOf(secretFile),
    alertmanagerTokens: tokenFile === undefined ? undefined : secretsOf(tokenFile),
    grafanaSecrets: grafanaSecretFile === undefined ? undefined : secretsOf(grafanaSecretFile),
    fallback: fallbackUrl,
    runbookBase,
    deadlineMs,
    concurrency,
    fetch: outbound.fetch,
    observe(fact) {
      counters.observe(fact);
      const line = logLine(fact);
      if (line !== undefined) (fact.type === 'accepted' ? stdout : stderr)(`gateway: ${line}\n`);
    },
  });
  await gateway.check();
  const server = await startServer({
    handle: gateway.handle,
    isReady: () =>
      gateway.check().then(
        () => true,
        () => false,
      ),
    metrics: counters.render,
    host,
    port,
    graceMs: deadlineMs + 1_000,
    onError: (error) => complain(`failed: ${error instanceof Error ? error.message : 'unknown error'}`),
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await outbound.close();
    },
  };
}
