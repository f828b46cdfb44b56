import type { RecordingRule } from './promql/keep.js';
import type { StateGaugeName } from '../semconv.js';
import type { JobState } from '../state/job-state.js';

/** How urgent it is: `critical` wakes somebody, `warning` is for the working day, `info` is no problem at all. */
export type ConditionSeverity = 'critical' | 'warning' | 'info';

/** What an alert says besides: an annotation each, never a label, so that the alert stays the same one. Empty where it is not known. */
export type AlertFact = 'error_type' | 'phase' | 'exit_code' | 'attempt' | 'attempts' | 'last_success' | 'size_now' | 'size_before';

/** What a condition compares with: what the job stated in its definition, else the default. */
export interface Threshold {
  /** Gauge by which a job states it. */
  readonly gauge?: StateGaugeName;
  /** What holds for a job that stated nothing, in words. */
  readonly byDefault: string;
}

/** A sentence, and what to paste for it: a query into Prometheus, or a command into a shell. In capitals is what to replace. */
export type RunbookStep = string | { readonly say: string; readonly promql: string } | { readonly say: string; readonly sh: string };

/** What the runbook of a condition says, for somebody who was woken by it. */
export interface Runbook {
  /** What is true when the condition holds. */
  readonly meaning: string;
  /** What couples and vendors may lose. */
  readonly risk: string;
  /** How to see what happened, step by step. */
  readonly check: readonly RunbookStep[];
  /** What to do about it, step by step. */
  readonly act: readonly RunbookStep[];
  /** When to call somebody else. */
  readonly escalate: string;
}

/** The part that all conditions have. */
export interface ConditionTexts {
  /** Name of the alert. Public API. */
  readonly name: string;
  readonly severity: ConditionSeverity;
  /** One line; `{subject}` stands for the job it is about. */
  readonly summary: string;
  /** What is true and why it matters; `{subject}` as in the summary. */
  readonly description: string;
  /** Path of the runbook in the repository. */
  readonly runbook: string;
  readonly threshold?: Threshold;
  readonly guide: Runbook;
  /** What the alert says besides. */
  readonly facts?: readonly AlertFact[];
  /** The reading for Prometheus. The value of each series is the episode. */
  readonly promql: string;
  /** Labels of that reading which texts are filled in from, and which are no part of the alert. */
  readonly textLabels?: readonly string[];
  /** The same alert while it is less urgent. */
  readonly milder?: Pick<ConditionTexts, 'severity' | 'summary' | 'description' | 'promql'>;
}

/** That a condition holds for a job. */
export interface Finding {
  /** The stored fact it stands on, in seconds since the Unix epoch; 0 when there has never been one. */
  readonly episode: number;
  /** It is less urgent now. */
  readonly milder?: boolean;
}

/** A condition of one job. Both of its readings give the same answer, and the same episode. */
export interface JobCondition extends ConditionTexts {
  readonly scope: 'job';
  /** It holds because something was not heard of: a program that was deaf for a while asks it about the time until which it heard. */
  readonly restsOnSilence?: true;
  /**
   * The group of rules that evaluates it: `fast` each second, for what wakes people, and nothing else is there; `history` as often as
   * successes are recorded. @default each minute
   */
  readonly group?: 'fast' | 'history';
  /** Recording rules of its own, and the group that they belong to: `state` each minute with the states of jobs, `alerts` before the alerts. */
  readonly records?: { readonly group: 'state' | 'alerts'; readonly rules: readonly RecordingRule[] };
  /**
   * The reading for a program that keeps the state itself. Times are seconds since the Unix epoch.
   * Ask it about jobs in service only: `evaluateConditions` does.
   */
  readonly holds: (job: JobState, now: number) => Finding | undefined;
}

/** A condition of the pipeline. It is read by Prometheus alone. */
export interface PipelineCondition extends ConditionTexts {
  readonly scope: 'pipeline';
  /** How long it must hold before anybody is notified, as Prometheus writes durations. */
  readonly holdFor?: string;
  /** Recording rules that the reading needs, by name. */
  readonly records?: Readonly<Record<string, string>>;
  /** Labels of the alert that say where it is. */
  readonly where: readonly string[];
}

/** Something that people are notified of. */
export type Condition = JobCondition | PipelineCondition;
