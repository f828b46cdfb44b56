import { NIGHTLY } from './run-nightly.js';
import type { Screen } from './screen.js';
import type { Stack } from './start.js';

/** Where to look, and how to send something of one's own. */
export function showGuide({ heading, line, style }: Screen, { addresses, variables }: Stack) {
  heading('Look');
  line(`  metrics   ${addresses.prometheus}/api/v1/query?query=backup_run_last_end_timestamp_seconds`);
  line(`  alerts    ${addresses.alertmanager}/api/v2/alerts`);
  line(`  traces    ${addresses.jaeger}/api/traces?service=${NIGHTLY.service}`);
  line(`  gateway   ${addresses.gateway}/metrics`);
  line(`  WS-155    ${addresses.ws155}`);
  heading('Try');
  line(style.dim('  In another terminal, a night of backups:'));
  line(`  ${style.cyan('npm run demo -- --stack')}`);
  line(style.dim('  Or something of your own:'));
  for (const [name, value] of Object.entries(variables)) line(`  ${style.cyan(`export ${name}=${value}`)}`);
  line(`  ${style.cyan('node --import @wedsync/backup-telemetry/register examples/smallest-wrap/main.mjs')}`);
}
