// @ts-check
import * as names from '@wedsync/backup-telemetry/semconv';
import { clip, formatCount, plural, wrap } from '../format.mjs';
import { ENCODINGS } from '../leaks.mjs';
import { heading, table } from './section.mjs';

/**
 * The failed run: what the program saw, what left, and what did not.
 * @param {import('./section.mjs').Page} page
 * @param {{ error: string, results: readonly import('../leaks.mjs').SearchResult[], events: readonly import('../otlp.mjs').Event[], bodies: readonly Buffer[] }} shown
 */
export function showLeaks(page, { error, results, events, bodies }) {
  const { style, width, line } = page;
  heading(page, 'The failed run, and what never left', 'The program gets its error as it was; telemetry gets the class of it only.');
  const parts = error.match(new RegExp(`.{1,${width - 8}}`, 'gu')) ?? [];
  for (const [index, part] of parts.entries()) line(`  ${index === 0 ? style.bold('seen') : '    '}  ${style.red(part)}`);
  const finished = events.filter(({ name }) => name === names.EVENT_BACKUP_RUN_FINISHED).at(-1)?.attributes ?? {};
  const keys = [names.ATTR_BACKUP_OUTCOME, names.ATTR_ERROR_TYPE, names.ATTR_BACKUP_JOB_NAME];
  const sent = wrap(keys.map((key) => `${key}=${finished[key] ?? '?'}`).join(' '), width - 8);
  for (const [index, part] of sent.entries()) line(`  ${index === 0 ? style.bold('sent') : '    '}  ${style.green(part)}`);
  line();
  const size = bodies.reduce((sum, body) => sum + body.byteLength, 0);
  const searched = `Searched all ${formatCount(size)} bytes of the ${plural(bodies.length, 'request')} that left, for each text (${ENCODINGS.join(', ')}):`;
  for (const part of wrap(searched, width - 2)) line(`  ${part}`);
  const textWidth = Math.min(58, width - 46);
  table(
    page,
    results.map(({ label, text, hidden, inError, found }) => [
      label,
      style.dim(hidden ? '•••' : clip(text, textWidth)),
      inError ? 'in the error' : '',
      found === 0 ? style.green('sent 0 times') : style.red(`SENT ${found} TIMES`),
    ]),
    [16, textWidth, 12],
  );
}
