// @ts-check
import * as names from '@wedsync/backup-telemetry/semconv';
import { formatBytes, formatCount, formatDuration } from '../format.mjs';
import { heading, table } from './section.mjs';

/** @typedef {import('../otlp.mjs').Point} Point */
/** @typedef {Record<string, string>} Labels */

const OPERATION = names.ATTR_BACKUP_OPERATION;
const OUTCOME = names.ATTR_BACKUP_OUTCOME;
const DESTINATION = names.ATTR_BACKUP_DESTINATION_NAME;

/**
 * The state that rules compare with what was promised.
 * @param {import('./section.mjs').Page} page
 * @param {readonly Point[]} points
 * @param {number} now Milliseconds.
 */
export function showMetrics(page, points, now) {
  const { style, width } = page;
  heading(page, 'Metrics', 'The last known state, as alert rules see it, beside what was promised.');

  /** @param {string} name @param {Labels} [labels] */
  const value = (name, labels = {}) =>
    points.find((point) => point.name === name && Object.entries(labels).every(([key, wanted]) => point.attributes[key] === wanted))?.value;
  /** @param {number | undefined} time */
  const ago = (time) => (time === undefined ? style.yellow('never') : `${formatDuration(Math.max(0, now / 1_000 - time))} ago`);
  /** @param {number | undefined} shown @param {(value: number) => string} format */
  const known = (shown, format) => (shown === undefined ? style.yellow('unknown') : format(shown));
  /** @param {string} before @param {number | undefined} promised @param {(value: number) => string} format */
  const promise = (before, promised, format) => (promised === undefined ? '' : style.dim(`promised ${before} ${format(promised)}`));

  const backup = { [OPERATION]: 'backup' };
  const ended = (/** @type {string} */ outcome) => value(names.METRIC_BACKUP_LAST_END_TIMESTAMP, { ...backup, [OUTCOME]: outcome });
  const success = ended('success');
  const failure = ended('failure');
  const failing = failure !== undefined && (success === undefined || failure > success);
  const restored = value(names.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP);
  const every = value(names.METRIC_BACKUP_EXPECTED_INTERVAL, backup);
  const rpo = value(names.METRIC_BACKUP_EXPECTED_RPO, backup);
  const loss = success === undefined ? undefined : now / 1_000 - success;

  /** @type {string[][]} Label, value, promise, metric. */
  const rows = [
    ['last success', ago(success), promise('every', every, formatDuration), `${names.METRIC_BACKUP_LAST_END_TIMESTAMP} success`],
    [
      'last failure',
      failing ? style.red(ago(failure)) : failure === undefined ? 'never' : ago(failure),
      failing ? style.red('after the last success: alert') : '',
      `${names.METRIC_BACKUP_LAST_END_TIMESTAMP} failure`,
    ],
    [
      'data at risk',
      known(loss, (seconds) => `last ${formatDuration(seconds)}`),
      promise('at most', rpo, (seconds) => `${formatDuration(seconds)} (RPO)`),
      names.METRIC_BACKUP_EXPECTED_RPO,
    ],
    [
      'size',
      known(value(names.METRIC_BACKUP_LAST_SIZE, backup), formatBytes),
      promise('at least', value(names.METRIC_BACKUP_EXPECTED_MIN_SIZE, backup), formatBytes),
      names.METRIC_BACKUP_LAST_SIZE,
    ],
    [
      'duration',
      known(value(names.METRIC_BACKUP_LAST_DURATION, backup), formatDuration),
      promise('at most', value(names.METRIC_BACKUP_EXPECTED_MAX_DURATION, backup), formatDuration),
      names.METRIC_BACKUP_LAST_DURATION,
    ],
    ...copiesOf(points).flatMap(({ destination, region, stored, verified }) => [
      [`copy ${destination}`, `${ago(stored)}`, style.dim(`stored in ${region}`), names.METRIC_BACKUP_COPY_STORED_TIMESTAMP],
      [
        '',
        verified === undefined ? style.yellow('not yet') : ago(verified),
        style.dim('read back and compared'),
        names.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP,
      ],
    ]),
    ['restore drill', ago(restored), style.dim('restored and counted'), names.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP],
    [
      '',
      known(value(names.METRIC_BACKUP_RESTORE_DURATION), (seconds) => `took ${formatDuration(seconds)}`),
      promise('at most', value(names.METRIC_BACKUP_EXPECTED_RTO), (seconds) => `${formatDuration(seconds)} (RTO)`),
      names.METRIC_BACKUP_RESTORE_DURATION,
    ],
    [
      'runs',
      `${formatCount(runsOf(points, 'success'))} succeeded`,
      style.dim(`${formatCount(runsOf(points, 'failure'))} failed`),
      names.METRIC_BACKUP_RUN_ENDED,
    ],
  ];
  // The metrics' names need a wide terminal.
  const withNames = width >= 92;
  table(
    page,
    rows.map(([label = '', shown = '', promised = '', name = '']) => [label, shown, promised, ...(withNames ? [style.dim(name)] : [])]),
    [13, 15, 31],
  );
}

/** @param {readonly Point[]} points @param {string} outcome */
function runsOf(points, outcome) {
  const ended = points.filter((point) => point.name === names.METRIC_BACKUP_RUN_ENDED && point.attributes[OUTCOME] === outcome);
  return ended.reduce((sum, point) => sum + point.value, 0);
}

/**
 * Every copy that must exist, whether or not it ever did.
 * @param {readonly Point[]} points
 */
function copiesOf(points) {
  return points
    .filter(({ name }) => name === names.METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP)
    .map(({ attributes }) => {
      /** @param {string} name */
      const time = (name) =>
        points.find((point) => point.name === name && point.attributes[DESTINATION] === attributes[DESTINATION])?.value;
      return {
        destination: attributes[DESTINATION],
        region: attributes[names.ATTR_CLOUD_REGION],
        stored: time(names.METRIC_BACKUP_COPY_STORED_TIMESTAMP),
        verified: time(names.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP),
      };
    });
}
