/** How far a name may still change. `stable` ones are OpenTelemetry's own. */
export type Stability = 'development' | 'stable';

/** A value an attribute may have. */
export type ExampleValue = string | number | boolean | readonly string[];

/** What an attribute means, wherever it stands. */
export interface AttributeReference {
  readonly type: 'string' | 'int' | 'double' | 'boolean' | 'string[]';
  readonly brief: string;
  readonly note?: string;
  readonly examples: readonly ExampleValue[];
  readonly stability: Stability;
  /** Well-known values, each with what it means. */
  readonly values?: Readonly<Record<string, string>>;
  /** Whether other values may occur as well. @default false */
  readonly open?: boolean;
}

/** Requirement level of an attribute on one signal, as OpenTelemetry defines them. */
export type RequirementLevel = 'required' | 'recommended' | { readonly conditionallyRequired: string };

/** The attributes of one signal, by name. */
export type AttributeUses = Readonly<Record<string, RequirementLevel>>;

/** When a metric is recorded, and with which attributes. Instrument, unit and description stand with the instruments themselves. */
export interface MetricReference {
  readonly when: string;
  readonly note?: string;
  readonly attributes: AttributeUses;
}

/** When an event is emitted, and with which attributes. */
export interface EventReference {
  readonly brief: string;
  readonly when: string;
  readonly note?: string;
  /** Severity text of the log record; `outcome` where the outcome decides. */
  readonly severity: 'INFO' | 'WARN' | 'outcome';
  readonly attributes: AttributeUses;
}

/** What a span stands for, and what it carries. */
export interface SpanReference {
  readonly brief: string;
  /** Name with its variable parts in braces. */
  readonly name: string;
  /** What the variable parts are. */
  readonly nameParts: Readonly<Record<string, string>>;
  readonly note: string;
  /** Attributes that samplers can decide on: set when the span starts. */
  readonly atStart: AttributeUses;
  readonly atEnd: AttributeUses;
}
