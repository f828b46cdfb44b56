// @ts-check
import { heading } from './section.mjs';

/**
 * What to do next.
 * @param {import('./section.mjs').Page} page
 * @param {{ endpoint: string, accepted: number, sent: number, problem: string } | undefined} forwarded
 */
export function showNext(page, forwarded) {
  const { style, line } = page;
  heading(page, 'Next', 'Send the same to any OpenTelemetry backend; wrap a job of your own.');
  if (!forwarded) {
    line('  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 npm run demo');
  } else if (forwarded.accepted === forwarded.sent) {
    line(`  ${style.green('✓')} ${forwarded.endpoint} accepted all ${forwarded.sent} requests: look there for service wedsync-demo.`);
  } else {
    line(`  ${style.red('✗')} ${forwarded.endpoint} accepted ${forwarded.accepted} of ${forwarded.sent} requests: ${forwarded.problem}.`);
  }
  line();
  line(`  ${style.cyan("import { withBackup } from '@wedsync/backup-telemetry';")}`);
  line(`  ${style.cyan("await withBackup({ job: 'my-nightly', destination: 's3-eu' }, async (run) => {")}`);
  line(`  ${style.cyan('  run.report({ bytes: (await myBackup()).size });')}`);
  line(`  ${style.cyan('});')}`);
  line(style.dim('  Run it with: node --import @wedsync/backup-telemetry/register my-backup.mjs'));
}
