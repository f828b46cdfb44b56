import type { AttributeRow } from './attribute-row.js';

/** Attributes that stand on events only. */
export const EVENT_ATTRIBUTES = {
  'backup.event.id': {
    type: 'string',
    brief: 'Unique id of the event; the same when the same event is delivered twice.',
    examples: ['0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11-3'],
    stability: 'development',
    on: { delivery: 'required' },
  },
  'backup.event.sequence': {
    type: 'int',
    brief: 'Counts the events of one run from 1; 0 for events outside a run.',
    note: 'Receivers order the events of a run by it, and know by a gap that one is missing.',
    examples: [1, 8],
    stability: 'development',
    on: { delivery: 'required' },
  },
  'backup.duration': {
    type: 'double',
    brief: 'Duration of the run or the phase in seconds.',
    examples: [0.25, 412.7],
    stability: 'development',
    on: { duration: 'required' },
    feeds: ['backup.run.last_duration', 'backup.restore.last_duration'],
  },
  'backup.progress.done.size': {
    type: 'int',
    brief: 'Bytes done so far.',
    examples: [1048576],
    stability: 'development',
    on: { 'backup.run.progress': 'recommended' },
  },
  'backup.progress.total.size': {
    type: 'int',
    brief: 'Bytes there are to do.',
    examples: [734003200],
    stability: 'development',
    on: { 'backup.run.progress': 'recommended' },
  },
  'backup.progress.done.file.count': {
    type: 'int',
    brief: 'Files done so far.',
    examples: [12],
    stability: 'development',
    on: { 'backup.run.progress': 'recommended' },
  },
  'backup.progress.total.file.count': {
    type: 'int',
    brief: 'Files there are to do.',
    examples: [2048],
    stability: 'development',
    on: { 'backup.run.progress': 'recommended' },
  },
} as const satisfies Record<string, AttributeRow>;
