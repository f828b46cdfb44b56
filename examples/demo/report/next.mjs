// @ts-check
import { wrap } from '../format.mjs';
import { heading } from './section.mjs';

/**
 * What to do next.
 * @param {import('./section.mjs').Page} page
 * @param {{ endpoint: string, accepted: number, sent: number, problem: string } | undefined} forwarded
 * @param {import('../running-stack.mjs').Running['addresses']} [stack] Where it was sent on to, if that is `npm run stack`.
 */
export function showNext(page, forwarded, stack) {
  const { style, width, line } = page;
  heading(page, 'Next', 'Send the same to any OpenTelemetry backend; wrap a job of your own.');
  if (!forwarded) {
    line('  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 npm run demo');
  } else {
    const { endpoint, accepted, sent, problem } = forwarded;
    const complete = accepted === sent;
    const text = complete
      ? `${endpoint} accepted all ${sent} requests: look there for the service wedsync-demo.`
      : `${endpoint} accepted ${accepted} of ${sent} requests: ${problem}. The backups did not notice.`;
    const mark = complete ? style.green('✓') : style.red('✗');
    for (const [index, part] of wrap(text, width - 4).entries()) line(`  ${index === 0 ? mark : ' '} ${part}`);
  }
  if (stack) {
    line(`    traces  ${stack.jaeger}/api/traces?service=wedsync-demo`);
    line(`    metric  ${stack.prometheus}/api/v1/query?query=backup_run_last_size_bytes`);
    line('    WS-155  is notified of the night that failed: see the terminal of the stack');
  }
  line();
  line(`  ${style.cyan("import { withBackup } from '@wedsync/backup-telemetry';")}`);
  line(`  ${style.cyan("await withBackup({ job: 'my-nightly', destination: 's3-eu' }, async (run) => {")}`);
  line(`  ${style.cyan('  run.report({ bytes: (await myBackup()).size });')}`);
  line(`  ${style.cyan('});')}`);
  line(style.dim('  Run it with: node --import @wedsync/backup-telemetry/register my-backup.mjs'));
}
