// @ts-check
import { join } from 'node:path';
import { answers, startProgram } from './program.mjs';

/**
 * Jaeger, which keeps its traces in memory.
 * @param {Pick<import('./services.mjs').Place, 'tool'>} place
 * @param {{ queryPort: number, queryGrpcPort: number, otlpPort: number }} options
 * @returns {Promise<import('./program.mjs').Program>}
 */
export function startJaeger({ tool }, { queryPort, queryGrpcPort, otlpPort }) {
  return startProgram({
    name: 'jaeger',
    command: tool('jaeger'),
    args: ['--config', join(import.meta.dirname, 'jaeger.yaml')],
    env: {
      JAEGER_QUERY_ENDPOINT: `127.0.0.1:${String(queryPort)}`,
      JAEGER_QUERY_GRPC_ENDPOINT: `127.0.0.1:${String(queryGrpcPort)}`,
      JAEGER_OTLP_HTTP_ENDPOINT: `127.0.0.1:${String(otlpPort)}`,
    },
    ready: () => answers(`http://127.0.0.1:${String(queryPort)}/api/services`),
  });
}
