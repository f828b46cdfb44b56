export type { BackupOperation, BackupTrigger, BackupType } from '../semconv.js';
export { calendarWindow, type CalendarWindow, type WindowUnit } from './calendar-window.js';
export type { Duration, DurationUnit } from './duration.js';
export type {
  CalendarInterval,
  CalendarUnit,
  CronSchedule,
  IntervalSchedule,
  OnCalendarSchedule,
  ScheduleDefinition,
  Scheduler,
} from './schedule/types.js';
export type { RunStart, Schedule } from './schedule/create-schedule.js';
export { schedule } from './schedule/schedule.js';
export { parseSchedule, type ParsedSchedule, type ScheduleProblem } from './schedule/parse-schedule.js';
export { withChanges, withPauses, type Pause, type ScheduleChange } from './schedule/plan.js';
export { matchRuns, type ExpectedStart, type MatchedRuns, type MatchOptions } from './schedule/match-runs.js';
export { definePolicy, parsePolicy, type ParsedPolicy, type Policy } from './file/define-policy.js';
export type { PolicyProblem } from './file/problems.js';
export type { PolicyDefinition } from './file/definitions.js';
export type { PolicyIdentity, PolicyJob, PolicyTier } from './file/resolve.js';
export { policySchema } from './file/schema.js';
export type {
  PolicyCommitments,
  PolicyCopy,
  PolicyDrill,
  PolicyEscalationLevel,
  PolicyFile,
  PolicyFileDefaults,
  PolicyFileJob,
  PolicyFileTier,
  PolicyLimits,
  PolicyLinks,
  PolicyMaintenance,
  PolicyObjectives,
  PolicyPeak,
  PolicyRetention,
  PolicySize,
  PolicySla,
} from './file/types.js';
