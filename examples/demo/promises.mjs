// @ts-check
import * as names from '@wedsync/backup-telemetry/semconv';

/** @typedef {import('./database.mjs').TableCount} TableCount */
/** @typedef {{ text: string, kept: boolean, problem: string }} Promised */

/**
 * What a night has brought so far.
 * @typedef {object} Night
 * @property {string} traceId
 * @property {string} [checksum] Of the artifact.
 * @property {string} [copyChecksum]
 * @property {readonly TableCount[]} [restored]
 * @property {unknown} [error]
 */

/**
 * @typedef {object} Results
 * @property {readonly TableCount[]} expected
 * @property {Night} night
 * @property {boolean} rethrown Whether the failing job's own error came back as the same object.
 * @property {readonly string[]} spans
 * @property {readonly string[]} metrics
 * @property {readonly string[]} events
 * @property {readonly import('./leaks.mjs').SearchResult[]} leaks
 * @property {boolean} searchWorks
 * @property {{ endpoint: string, accepted: number, sent: number, problem: string } | undefined} forwarded
 */

const SPANS = ['backup', 'copy', 'verify', 'restore']
  .map((operation) => names.runSpanName(/** @type {names.BackupOperation} */ (operation), 'wedding-db-nightly'))
  .concat(['dump', 'compress', 'transfer', 'read-back', 'load'].map(names.phaseSpanName));

const METRICS = [
  names.METRIC_BACKUP_RUN_ENDED,
  names.METRIC_BACKUP_RUN_DURATION,
  names.METRIC_BACKUP_LAST_START_TIMESTAMP,
  names.METRIC_BACKUP_LAST_END_TIMESTAMP,
  names.METRIC_BACKUP_LAST_SIZE,
  names.METRIC_BACKUP_LAST_DURATION,
  names.METRIC_BACKUP_EXPECTED_RPO,
  names.METRIC_BACKUP_EXPECTED_RTO,
  names.METRIC_BACKUP_COPY_STORED_TIMESTAMP,
  names.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP,
  names.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP,
];

const EVENTS = [
  names.EVENT_BACKUP_JOB_DEFINED,
  names.EVENT_BACKUP_RUN_STARTED,
  names.EVENT_BACKUP_RUN_PROGRESS,
  names.EVENT_BACKUP_PHASE_FINISHED,
  names.EVENT_BACKUP_RUN_FINISHED,
  names.EVENT_BACKUP_COPY_STORED,
  names.EVENT_BACKUP_COPY_VERIFIED,
  names.EVENT_BACKUP_RESTORE_TESTED,
];

/**
 * What the demo promises, and whether it happened.
 * @param {Results} results
 * @returns {Promised[]}
 */
export function judge({ expected, night, rethrown, spans, metrics, events, leaks, searchWorks, forwarded }) {
  const { checksum, copyChecksum, restored } = night;
  const different = expected.filter(({ name, rows }) => restored?.find((table) => table.name === name)?.rows !== rows);
  const leaked = leaks.filter(({ found }) => found > 0).map(({ label }) => label);
  const unseen = leaks.filter(({ inError, hidden }) => !inError && !hidden).map(({ label }) => label);
  const promised = [
    promise('backup stored', checksum ? '' : `there is no artifact. ${messageOf(night.error)}`),
    promise('copy verified', copyChecksum && copyChecksum === checksum ? '' : `no copy is known to be good. ${messageOf(night.error)}`),
    promise('rows equal', different.length === 0 ? '' : `not restored as they were: ${different.map(({ name }) => name).join(', ')}`),
    promise('own error rethrown', rethrown ? '' : "the failing job's caller did not get the very error that was thrown"),
    promise('spans sent', missing(SPANS, spans)),
    promise('metrics sent', missing(METRICS, metrics)),
    promise('events sent', missing(EVENTS, events)),
    promise('nothing leaked', leaked.length > 0 ? `found in what was sent: ${leaked.join(', ')}` : ''),
    promise('search proven', searchWorks && unseen.length === 0 ? '' : 'the search would not have found the secrets'),
  ];
  if (forwarded) {
    const { accepted, sent, endpoint, problem } = forwarded;
    const complete = accepted === sent && sent > 0;
    promised.push(promise('endpoint reached', complete ? '' : `${endpoint} accepted ${accepted} of ${sent} requests: ${problem}`));
  }
  return promised;
}

/** @param {string} text @param {string} problem @returns {Promised} */
function promise(text, problem) {
  return { text, kept: problem === '', problem: problem.trim() };
}

/** @param {readonly string[]} wanted @param {readonly string[]} got */
function missing(wanted, got) {
  const absent = wanted.filter((name) => !got.includes(name));
  return absent.length === 0 ? '' : `never arrived: ${absent.join(', ')}`;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : '';
}
