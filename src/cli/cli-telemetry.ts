// What talks to collectors: a bundle of its own, which `exec` loads while its command runs.
export { createToolParser } from '../parsers/create-tool-parser.js';
export { inspectArtifact } from './telemetry/artifact.js';
export { longestGapMs } from './telemetry/longest-gap.js';
export { openSession } from './telemetry/session.js';
