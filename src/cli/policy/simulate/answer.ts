import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { BackupTelemetryError } from '../../../errors.js';
import { asJson, plural, type Asked } from '../asked.js';
import { EXIT } from '../../exit-codes.js';
import { readHistory, type ReadHistory } from './read-history.js';
import { simulationText } from './report.js';
import { simulate } from './simulate.js';

const MOST_SAID = 20;

/** Says which alerts a policy would have brought over a recorded history. */
export async function answerSimulate({ policy, io, style, values }: Asked): Promise<number> {
  const { events, until } = values;
  if (events === undefined && io.isTTY)
    throw new BackupTelemetryError('configuration_invalid', 'expected events as JSON lines on standard input, or in a file by --events');
  const history = await readHistory(events === undefined ? io.stdin() : createReadStream(resolve(io.cwd, events)));
  sayProblems(history, events ?? 'standard input', io.stderr);
  const simulation = simulate(policy, history.envelopes, until);
  if (!simulation) {
    io.stderr(`Expected a history of at least one event, got none in ${events ?? 'standard input'}.\n`);
    return EXIT.failed;
  }
  if (simulation.until < simulation.from)
    throw new BackupTelemetryError(
      'configuration_invalid',
      `expected --until to be later than the first event (${simulation.from.toISOString()}), got ${simulation.until.toISOString()}`,
    );
  io.stdout(
    `${values.json ? asJson({ ...simulation, unreadLines: history.problems.map(({ line }) => line) }) : simulationText(simulation, style)}\n`,
  );
  const severities = simulation.jobs.flatMap(({ alerts }) => alerts.map(({ severity }) => severity));
  const failing = { never: [], warning: ['critical', 'warning'], critical: ['critical'] }[values['fail-on']] as readonly string[];
  // What was not read may have been what matters.
  return history.problems.length > 0 || severities.some((severity) => failing.includes(severity)) ? EXIT.failed : EXIT.ok;
}

function sayProblems({ problems }: ReadHistory, name: string, say: (text: string) => void): void {
  for (const { line, message } of problems.slice(0, MOST_SAID)) say(`${name}:${String(line)}: ${message}\n`);
  if (problems.length > MOST_SAID) say(`${name}: and ${plural(problems.length - MOST_SAID, 'line')} more.\n`);
}
