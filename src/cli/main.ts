import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

if (process.argv.includes('--version')) {
  process.stdout.write(`${version}\n`);
} else {
  process.stdout.write('Usage: backup-telemetry <command> [options]\n');
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
}
