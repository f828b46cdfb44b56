import { definitionOf, describeJob } from '../exec/describe-job.js';
import { EXPECTATION_OPTIONS, JOB_OPTIONS } from '../exec/options.js';
import { EXIT } from '../exit-codes.js';
import { defineScriptCommand } from './define-script-command.js';
import { readEnd } from './end.js';
import { END_OPTIONS, TIME_OPTIONS } from './options.js';

/** `backup-telemetry record`. */
export const recordCommand = defineScriptCommand('record', {
  description: ['Records a run that happened elsewhere, with its own times.'],
  options: { ...JOB_OPTIONS, ...TIME_OPTIONS, ...END_OPTIONS },
  examples: [
    'backup-telemetry record --job vendor-archive --started-at 2026-06-01T02:00:00Z --ended-at 2026-06-01T02:10:00Z --outcome success',
  ],
  async run({ io, values, problems, door, session }) {
    const startedAt = values['started-at'];
    const { outcome, error, reason, report, sentence } = await readEnd(values, startedAt?.getTime() ?? 0, door, problems.length > 0);
    if (sentence !== undefined) io.stderr(`backup-telemetry: record: ${sentence}\n`);
    await session.record({
      ...describeJob(values),
      // One that is missing is a problem, and makes it no success.
      startedAt: startedAt,
      endedAt: values['ended-at'] ?? new Date(),
      outcome,
      report,
      ...(error && { error }),
      ...(reason !== undefined && { reason }),
    });
    return EXIT.ok;
  },
});

/** `backup-telemetry define`. */
export const defineJobCommand = defineScriptCommand('define', {
  description: ['Makes a job known with what is expected of it, so that one that never runs is seen too.'],
  options: { ...JOB_OPTIONS, ...EXPECTATION_OPTIONS },
  examples: [
    'backup-telemetry define --job nightly --schedule "30 2 * * *" --timezone Europe/Berlin --start-grace 30m --min-bytes 1000000',
  ],
  run({ io, values, door, session }) {
    session.define(
      definitionOf({ values: { ...values, retry: 0 } }, door, (sentence) => io.stderr(`backup-telemetry: define: ${sentence}\n`)),
    );
    return Promise.resolve(EXIT.ok);
  },
});

/** `backup-telemetry decommission`. */
export const decommissionCommand = defineScriptCommand('decommission', {
  description: ['Says that a job is out of service on purpose, so that its absence alarms nobody.'],
  options: JOB_OPTIONS,
  examples: ['backup-telemetry decommission --job nightly'],
  async run({ values, session }) {
    await session.define(describeJob(values)).decommission();
    return EXIT.ok;
  },
});
