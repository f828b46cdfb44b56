// @ts-check
import * as names from '@wedsync/backup-telemetry/semconv';
import { clip, formatBytes, formatDuration, padEnd, padStart } from '../format.mjs';
import { heading } from './section.mjs';

/** @typedef {import('../otlp.mjs').Event} Event */

/** Many of a run; shown in one line each. */
const GATHERED = new Set([names.EVENT_BACKUP_RUN_PROGRESS, names.EVENT_BACKUP_RUN_HEARTBEAT, names.EVENT_BACKUP_PHASE_FINISHED]);

/** @type {Record<string, (group: readonly Event[]) => string>} */
const TEXTS = {
  [names.EVENT_BACKUP_JOB_DEFINED]: (group) => `known: ${group.map(operationOf).join(', ')}`,
  [names.EVENT_BACKUP_RUN_STARTED]: ([event]) => `${operationOf(event)} ${event?.attributes[names.ATTR_BACKUP_JOB_NAME]}`,
  [names.EVENT_BACKUP_RUN_PROGRESS]: (group) => `${operationOf(group[0])} moves, ${formatBytes(mostBytes(group))} so far`,
  [names.EVENT_BACKUP_RUN_HEARTBEAT]: ([event]) => `${operationOf(event)} is alive`,
  [names.EVENT_BACKUP_PHASE_FINISHED]: (group) => group.map((event) => event.attributes[names.ATTR_BACKUP_PHASE_NAME]).join(', '),
  [names.EVENT_BACKUP_RUN_FINISHED]: ([event]) => endOf(event?.attributes ?? {}),
  [names.EVENT_BACKUP_COPY_STORED]: ([event]) => `${placeOf(event)} holds a good copy`,
  [names.EVENT_BACKUP_COPY_VERIFIED]: ([event]) => `the copy in ${placeOf(event)} was read back`,
  [names.EVENT_BACKUP_RESTORE_TESTED]: ([event]) =>
    `the backup can be restored, in ${formatDuration(event?.attributes[names.ATTR_BACKUP_DURATION])}`,
};

/**
 * The events in order, those of one kind within a run on one line.
 * @param {import('./section.mjs').Page} page
 * @param {readonly Event[]} events
 */
export function showEvents(page, events) {
  const { style, width, line } = page;
  heading(page, 'Events', `${events.length} messages, sent as things happen: what a status page shows.`);
  const groups = gather(events);
  const start = groups[0]?.[0]?.time ?? 0;
  for (const group of groups) {
    const [first] = group;
    if (!first) continue;
    const time = padStart(`${((first.time - start) / 1_000).toFixed(2)} s`, 8);
    const many = group.length > 1 ? `×${group.length}` : '';
    const outcome = first.attributes[names.ATTR_BACKUP_OUTCOME];
    const paint =
      outcome === 'failure' && first.name === names.EVENT_BACKUP_RUN_FINISHED
        ? style.red
        : first.name === names.EVENT_BACKUP_RUN_FINISHED
          ? style.green
          : (/** @type {string} */ name) => name;
    const text = TEXTS[first.name]?.(group) ?? '';
    line(`  ${style.dim(time)}  ${paint(padEnd(first.name, 23))}${padEnd(style.dim(many), 4)} ${clip(text, width - 41)}`);
  }
}

/** @param {readonly Event[]} events */
function gather(events) {
  const ordered = [...events].sort((one, other) => one.time - other.time || sequenceOf(one) - sequenceOf(other));
  /** @type {Map<string, Event[]>} */
  const groups = new Map();
  for (const event of ordered) {
    const run = event.attributes[names.ATTR_BACKUP_RUN_ID] ?? '';
    const alone = GATHERED.has(event.name) || run === '' ? '' : event.attributes[names.ATTR_BACKUP_EVENT_ID];
    const key = `${event.name} ${run} ${alone}`;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
}

/** @param {Event} event */
function sequenceOf(event) {
  return event.attributes[names.ATTR_BACKUP_EVENT_SEQUENCE] ?? 0;
}

/** @param {Event | undefined} event */
function operationOf(event) {
  return event?.attributes[names.ATTR_BACKUP_OPERATION] ?? '';
}

/** @param {Event | undefined} event */
function placeOf(event) {
  return event?.attributes[names.ATTR_CLOUD_REGION] ?? '';
}

/** @param {readonly Event[]} group */
function mostBytes(group) {
  return Math.max(0, ...group.map((event) => event.attributes[names.ATTR_BACKUP_PROGRESS_DONE_SIZE] ?? 0));
}

/** @param {import('../otlp.mjs').Attributes} attributes */
function endOf(attributes) {
  const size = attributes[names.ATTR_BACKUP_ARTIFACT_SIZE];
  const parts = [
    attributes[names.ATTR_BACKUP_OUTCOME],
    attributes[names.ATTR_ERROR_TYPE],
    formatDuration(attributes[names.ATTR_BACKUP_DURATION]),
    size === undefined ? undefined : formatBytes(size),
  ];
  return parts.filter(Boolean).join(' · ');
}
