// A service with the usual instrumentations of pg and http, whose queries, addresses and headers carry what a JSON file says.
// Arguments: how it is held back (`bare`: not at all), the file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { argv, env, exit } from 'node:process';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';

const [mode, file] = argv.slice(2);
const secrets = JSON.parse(readFileSync(file, 'utf8'));

function startBare() {
  const sdk = new NodeSDK({
    serviceName: 'shop',
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
    metricReaders: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: 60_000 })],
  });
  sdk.start();
  return sdk;
}
const telemetry = mode === 'bare' ? startBare() : startBackupTelemetry({ serviceName: 'shop' });
const requestHeaders = ['authorization', 'cookie', 'x-api-key', 'accept'];
const headers = { requestHeaders, responseHeaders: ['set-cookie', 'content-type'] };
const instrumentations = [
  new PgInstrumentation({ enhancedDatabaseReporting: true }),
  new HttpInstrumentation({
    // What is sent to the collector is no business of the service.
    ignoreOutgoingRequestHook: ({ path }) => path?.startsWith('/v1/') ?? false,
    headersToSpanAttributes: { client: headers, server: headers },
    redactedQueryParams: [],
  }),
];

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const http = require('node:http');

const server = http.createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'set-cookie': `sid=${secrets.setCookie}`, 'content-type': 'text/plain' }).end('ok');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `127.0.0.1:${server.address().port}`;

function get(url, options = {}) {
  return new Promise((resolve) => {
    const request = http.get(url, options, (response) => response.resume().on('end', resolve));
    request.on('error', resolve);
  });
}
await get(`http://${origin}/orders/7?page=2&token=${secrets.queryToken}`, {
  headers: {
    authorization: `Bearer ${secrets.bearer}`,
    cookie: `session=${secrets.cookie}`,
    'x-api-key': secrets.apiKey,
    accept: 'text/plain',
  },
});
await get(`http://app:${secrets.urlPassword}@${origin}/login`);
await get(`http://127.0.0.1:1/x?X-Amz-Signature=${secrets.signature}`);

// A password that is refused: what pg says of it, and where it wanted to go.
const refused = new Client({
  connectionString: env.DATABASE_URL.replace(/\/\/[^@]*@/, `//${secrets.user}:${secrets.connectionPassword}@`),
});
await refused.connect().catch(() => undefined);
await refused.end().catch(() => undefined);

const client = new Client({ connectionString: env.DATABASE_URL });
await client.connect();
const query = (text, values) => client.query(text, values).catch(() => undefined);
await query('CREATE TEMP TABLE guests (id int PRIMARY KEY, email text UNIQUE, code text)');
await query(`CREATE ROLE ${secrets.role} WITH LOGIN PASSWORD '${secrets.sqlPassword}'`);
await query(`DROP ROLE IF EXISTS ${secrets.role}`);
await query(`INSERT INTO guests (id, email, code) VALUES (1, '${secrets.sqlEmail}', '${secrets.sqlLiteral}')`);
// Refused with the value in the message.
await query(`INSERT INTO guests (id, email, code) VALUES (2, '${secrets.sqlEmail}', 'x')`);
await query('SELECT id FROM guests WHERE code = $1 LIMIT 5', [secrets.parameter]);
await query(`SELECT * FROM missing WHERE api_key = '${secrets.sqlKey}'`);
await client.end();

server.close();
instrumentations.forEach((instrumentation) => instrumentation.disable());
await telemetry.shutdown();
console.log(JSON.stringify({ done: true }));
exit(0);
