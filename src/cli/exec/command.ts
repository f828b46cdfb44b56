import { defineCommand } from '../command.js';
import { EXEC_OPTIONS } from './options.js';
import { runExec } from './run.js';

/** `backup-telemetry exec`. */
export const execCommand = defineCommand({
  description: [
    'Runs a command and reports on it: its start at once, signs of life, its end. Put it in front of',
    'the line that is the backup. The command keeps its input, its output, its exit code and the signal',
    'that ends it. Whatever is wrong with these options or with telemetry, what follows -- runs.',
    '',
    'Where telemetry goes, the variables of OpenTelemetry say: OTEL_EXPORTER_OTLP_ENDPOINT, and so on.',
    '',
    'Exits with the code of the command; 124 after --timeout, 126 where it can not be started, 127 where',
    'it is not there, 75 where --lock finds another run, 70 by --require-telemetry, 2 without a command.',
  ],
  operands: { usage: '-- <command> [args...]', min: 1 },
  options: EXEC_OPTIONS,
  examples: [
    'backup-telemetry exec --job nightly -- pg_dump -Fc -f weddings.dump weddings',
    "backup-telemetry exec --job nightly -o w.sql.gz --shell 'pg_dump weddings | gzip > w.sql.gz'",
    'backup-telemetry exec --job photos --success-codes 0,3=partial --every 24h -- restic backup /srv/photos',
  ],
  takesAll: async (args, { env, stdout, stderr, loadTelemetry }) =>
    (await runExec(args, { env: { ...env }, stdout, stderr, loadTelemetry })).exitCode,
  run: () => Promise.reject(new Error('exec reads its arguments itself.')),
});
