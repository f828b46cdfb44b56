import { onlySet } from '../../untrusted/only-set.js';
import { nameRun } from '../exec/attempt-names.js';
import { describeJob } from '../exec/describe-job.js';
import { EXIT } from '../exit-codes.js';
import { JOB_OPTIONS } from '../exec/options.js';
import { defineScriptCommand } from './define-script-command.js';
import { readEnd } from './end.js';
import { END_OPTIONS, PROGRESS_OPTIONS } from './options.js';
import { forgetRun, loadRun, saveRun, type ScriptRun } from './run-file.js';

const RUN = { usage: '<run>', min: 1 };
const unknown = (id = '') => `there is no open run ${JSON.stringify(id)}: \`start\` prints its id, and it ends once`;

/** `backup-telemetry start`. */
export const startCommand = defineScriptCommand('start', {
  description: [
    'Begins a run of a script that can not be put behind `exec`, and prints its id. `finish` ends it.',
    'Exits with 0 whatever is wrong: the script is the backup.',
  ],
  options: JOB_OPTIONS,
  examples: ['RUN=$(backup-telemetry start --job nightly)', 'backup-telemetry finish "$RUN" --exit-code $?'],
  async run({ io, values, problems, session }) {
    const names = nameRun(io.env['TRACEPARENT']);
    const startedAt = Date.now();
    const { service, environment } = values;
    const run: ScriptRun = { version: 1, names, startedAt, options: describeJob(values), service, environment, events: 0 };
    const problem = saveRun(run, io.env);
    if (problem !== undefined) io.stderr(`backup-telemetry: start: ${problem}\n`);
    io.stdout(`${names.runId}\n`);
    const all = problem === undefined ? problems : [...problems, problem];
    session.begin({ options: { ...describeJob(values) }, names, startedAt, problems: all }).leaveOpen();
    return Promise.resolve(EXIT.ok);
  },
});

/** `backup-telemetry progress`. */
export const progressCommand = defineScriptCommand('progress', {
  description: ['Says how far a run has come that `start` began, and that it is alive.'],
  operands: RUN,
  options: { ...PROGRESS_OPTIONS, service: JOB_OPTIONS.service, environment: JOB_OPTIONS.environment },
  examples: ['backup-telemetry progress "$RUN" --bytes "$(stat -c %s dump.sql)"'],
  async run({ io, values, operands: [id], session, fail }) {
    const run = loadRun(id, io.env);
    if (!run) return fail(unknown(id));
    const { bytes, files, 'bytes-total': bytesTotal, 'files-total': filesTotal } = values;
    const said = onlySet({ bytesDone: bytes, bytesTotal, filesDone: files, filesTotal });
    const events = session.begin({ ...startOf(run), problems: [] }).advance(said);
    saveRun({ ...run, events: run.events + events }, io.env);
    return Promise.resolve(EXIT.ok);
  },
});

/** `backup-telemetry finish`. */
export const finishCommand = defineScriptCommand('finish', {
  description: [
    'Ends a run that `start` began. Without a word about its outcome it was a success, unless its exit code',
    'or what it wrote says otherwise.',
  ],
  operands: RUN,
  options: { ...END_OPTIONS, service: JOB_OPTIONS.service, environment: JOB_OPTIONS.environment },
  examples: ['backup-telemetry finish "$RUN" --exit-code "$code" --output-file dump.sql.gz'],
  async run({ io, values, operands: [id], problems, door, session, fail }) {
    const run = loadRun(id, io.env);
    if (!run) return fail(unknown(id));
    const { outcome, error, reason, report, sentence } = await readEnd(values, run.startedAt, door, problems.length > 0);
    if (sentence !== undefined) io.stderr(`backup-telemetry: finish: ${sentence}\n`);
    const live = session.begin({ ...startOf(run), problems });
    live.report(report);
    live.end({ outcome, error, reason, endedAt: Math.max(Date.now(), run.startedAt) });
    forgetRun(run, io.env);
    return EXIT.ok;
  },
});

function startOf({ names, startedAt, options, events }: ScriptRun) {
  return { names, startedAt, options: options as { readonly job: string }, earlierEvents: events };
}
