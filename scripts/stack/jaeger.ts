import { resolve } from 'node:path';
import { answers, startProgram, type Program } from './program.js';
import type { Place } from './services.js';

const CONFIG = resolve(import.meta.dirname, '../../otel-collector/jaeger/jaeger.yaml');

/** Jaeger, which keeps its traces in memory. */
export function startJaeger(
  { tool }: Pick<Place, 'tool'>,
  { queryPort, queryGrpcPort, otlpPort }: { queryPort: number; queryGrpcPort: number; otlpPort: number },
): Promise<Program> {
  return startProgram({
    name: 'jaeger',
    command: tool('jaeger'),
    args: ['--config', CONFIG],
    env: {
      JAEGER_QUERY_ENDPOINT: `127.0.0.1:${String(queryPort)}`,
      JAEGER_QUERY_GRPC_ENDPOINT: `127.0.0.1:${String(queryGrpcPort)}`,
      JAEGER_OTLP_HTTP_ENDPOINT: `127.0.0.1:${String(otlpPort)}`,
    },
    ready: () => answers(`http://127.0.0.1:${String(queryPort)}/api/services`),
  });
}
