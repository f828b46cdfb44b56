export type { CopyComparison, RestoreCheck } from '../semconv.js';
export type { FactRecorder } from './record/open-fact.js';
export { recordComparison, type ComparedCopy, type MeasuredCopy } from './record/comparison.js';
export { recordRestoreProof, type RestoreProof } from './record/restore.js';
export { recordPrunePlan, type PrunePlan } from './record/prune-plan.js';
export { recordLogArchive, type LogArchive } from './record/log-archive.js';
