export type { CopyComparison, RestoreCheck } from '../semconv.js';
export type { FactRecorder } from './record/open-fact.js';
export { recordComparison, type ComparedCopy, type MeasuredCopy } from './record/comparison.js';
export { recordRestoreProof, type RestoreProof } from './record/restore.js';
export { recordPrunePlan, type PrunePlan } from './record/prune-plan.js';
export { recordLogArchive, type LogArchive } from './record/log-archive.js';
export { recoveryFactOf } from '../state/read-fact.js';
export type {
  BackupProof,
  CopyCompared,
  CopyPlace,
  CopyStored,
  FactOfRun,
  LogArchived,
  ProofOfRun,
  RecoveryFact,
  RestoreEnded,
  RetentionApplied,
  StoredBackup,
} from '../state/recovery-facts.js';
export { coverageOf, type Coverage, type CoverageGap, type RecoveryPoint } from '../state/coverage.js';
export { attainmentOf, protectionOf, type Attainment, type AttainmentWindow, type ProtectionStep } from '../state/exposure.js';
export { recoveryTimeOf, type RecoveryTime } from '../state/recovery-time.js';
