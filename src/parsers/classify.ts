import type { ToolWarning } from './report.js';

/** In this order: what is said more narrowly comes first. */
const CLASSES: readonly (readonly [ToolWarning, RegExp])[] = [
  ['no_space', /no space left|disk (?:is )?full|quota|errno[: ]28\b/i],
  ['locked', /already locked|unable to create lock|acquire the lock|lock ?timeout|lock file|is locked\b/i],
  [
    'access_denied',
    /access ?denied|authenticat|wrong password|no key found|passphrase|permission denied for|must be (?:superuser|owner)|forbidden|password|credential|signature ?does ?not ?match/i,
  ],
  [
    'repository_missing',
    /unable to open config file|repository\b.{0,200}\b(?:does ?not ?exist|not found|invalid)|invalid ?repository|stanza/i,
  ],
  ['source_changed', /changed (?:as|while)|vanished|removed before|modified concurrently/i],
  [
    'damaged',
    /integrity|corrupt|checksum|damaged|truncated|mismatch|unexpected (?:file size|eof)|contains errors|in the manifest|errors found|\bdiffer/i,
  ],
  ['connection', /connect|timed? ?out|no route|network|unreachable|resolve|dial tcp|broken pipe|reset by peer/i],
  ['source_missing', /no such file|does not exist|doesn't exist|cannot stat|not found|errno[: ]2\b|unknown database/i],
  [
    'source_unreadable',
    /permission denied|cannot open|unreadable|input\/output error|could not be read|possibly locked file|is a directory/i,
  ],
];

// Patterns look for words; what comes after so much is a path or a query.
const MOST_READ = 512;

/** The class of a message. Its words decide nothing but the class: what they count for is the caller's. */
export function classify(message: string): ToolWarning {
  const text = message.slice(0, MOST_READ);
  return CLASSES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}
