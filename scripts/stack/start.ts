import { randomBytes } from 'node:crypto';
import { startCollector } from './collector.js';
import { startJaeger } from './jaeger.js';
import { startOtherChannels } from './other-channels.js';
import { receiverUrl, startReceiver } from './receiver.js';
import { startAlertmanager, startGateway, startPrometheus, type Place } from './services.js';
import type { Ports } from './ports.js';
import type { Program } from './program.js';

export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * All programs between a backup and WS-155, each with what is shipped for it.
 * @param options - `ws155` is a receiver to use instead of the example's; `onAlert` gets the lines in which the example's says what it acts on.
 * @throws Error of the first program that does not start, when the others are stopped
 */
export async function startStack({
  place,
  ports,
  ws155,
  onReady = () => {},
  onAlert = () => {},
  onFallback = () => {},
}: {
  place: Place;
  ports: Ports;
  ws155?: { url: string; secret: string };
  onReady?: (program: Program) => void;
  onAlert?: (line: string) => void;
  onFallback?: (text: string) => void;
}) {
  const collectorToken = randomBytes(16).toString('hex');
  const gatewayToken = randomBytes(16).toString('hex');
  const webhookSecret = ws155?.secret ?? `whsec_${randomBytes(32).toString('base64')}`;
  const others = await startOtherChannels({ onFallback });
  const { fallbackUrl, deadManUrl } = others;
  const urlOf = (port: number) => `http://127.0.0.1:${String(port)}`;
  const addresses = {
    collector: urlOf(ports.collector),
    collectorMetrics: `${urlOf(ports.collectorMetrics)}/metrics`,
    prometheus: urlOf(ports.prometheus),
    alertmanager: urlOf(ports.alertmanager),
    jaeger: urlOf(ports.jaeger),
    gateway: urlOf(ports.gateway),
    ws155: ws155?.url ?? receiverUrl(ports.ws155),
  };

  const starting = [
    startCollector(place, {
      ports: { ingest: ports.collector, health: ports.collectorHealth, metrics: ports.collectorMetrics },
      token: collectorToken,
      files: ['backends/jaeger.yaml', 'backends/prometheus.yaml'],
      env: { JAEGER_ENDPOINT: urlOf(ports.jaegerOtlp), PROMETHEUS_ENDPOINT: addresses.prometheus },
    }),
    startPrometheus(place, {
      port: ports.prometheus,
      alertmanagers: [ports.alertmanager],
      scrape: { 8888: ports.collectorMetrics, 9093: ports.alertmanager, 9155: ports.gateway },
    }),
    startJaeger(place, { queryPort: ports.jaeger, queryGrpcPort: ports.jaegerGrpc, otlpPort: ports.jaegerOtlp }),
    startAlertmanager(place, { port: ports.alertmanager, gatewayPort: ports.gateway, gatewayToken, fallbackUrl, deadManUrl }),
    startGateway(place, { port: ports.gateway, ws155Url: addresses.ws155, webhookSecret, gatewayToken, fallbackUrl }),
    ...(ws155 ? [] : [startReceiver({ port: ports.ws155, webhookSecret, onLine: onAlert })]),
  ];
  const started = starting.map(async (start) => {
    const program = await start;
    onReady(program);
    return program;
  });
  const stop = async () => {
    // Also those that have only begun to start.
    const settled = await Promise.allSettled(started);
    await Promise.all(settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value.stop()] : [])));
    await others.close();
  };
  const programs = await Promise.all(started).catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  return {
    programs,
    addresses,
    /** How often the dead man's switch has heard that the pipeline works. */
    heartbeats: others.heartbeats,
    /** What a service needs in its environment. */
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: addresses.collector,
      OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer%20${collectorToken}`,
    },
    stop,
  };
}
