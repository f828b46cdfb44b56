// @ts-check
import { parseArgs } from 'node:util';

export const HELP = `Backs up a made PostgreSQL database, copies, verifies and restores it, and shows what OpenTelemetry gets to see.

Usage: npm run demo [-- options]

  --once          End after the report. Exit code 0, or 1 when anything the demo promises did not happen.
  --damage-copy   Flip one bit of the copy before it is verified, to see that caught (exit code 1).
  --stack         Send everything to the programs that "npm run stack" runs in another terminal.
  --help          Show this.

Environment:
  DATABASE_URL                  Use this PostgreSQL server with psql and pg_dump instead of the embedded one. The demo makes two
                                databases of its own there and drops them; what is on the server is neither read nor changed.
  OTEL_EXPORTER_OTLP_ENDPOINT   Send everything there too, such as http://localhost:4318 (OTLP over HTTP, JSON).
  OTEL_EXPORTER_OTLP_HEADERS    Headers for it, such as authorization=Bearer%20...
  NO_COLOR                      No colours.
`;

/** @typedef {{ once: boolean, damageCopy: boolean, stack: boolean, help: boolean }} Options */

/** @param {string[]} args @returns {Options | { problem: string }} */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        once: { type: 'boolean' },
        'damage-copy': { type: 'boolean' },
        stack: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { once = false, 'damage-copy': damageCopy = false, stack = false, help = false } = values;
    return { once, damageCopy, stack, help };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Says where things are sent, or how they look on the way; nothing in it keeps the demo from seeing them. */
const KEPT = /^OTEL_(RESOURCE_ATTRIBUTES|EXPORTER_OTLP_(\w+_)?(HEADERS|COMPRESSION))$/;

/**
 * The demo captures what it exports and sends it on itself, so the variables that would lead past it are taken away.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} As it was.
 */
export function takeOverExport(env) {
  const given = { ...env };
  for (const name of Object.keys(env)) if (name.startsWith('OTEL_') && !KEPT.test(name)) Reflect.deleteProperty(env, name);
  return given;
}
