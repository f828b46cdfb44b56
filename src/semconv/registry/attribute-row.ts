import type { EVENTS } from './events.js';
import type { STATE_GAUGE_ROWS } from './state-gauges.js';
import type { SUMS } from './sums.js';
import type { AttributeSet, RequirementLevel } from './types.js';

/** How far a name may still change. `stable` ones are OpenTelemetry's own. */
export type Stability = 'development' | 'stable';

/** A value an attribute may have. */
export type ExampleValue = string | number | boolean | readonly string[];

/** The two moments at which a span gets attributes. Samplers can decide by those of its start only. */
export type SpanMoment = `span.${'run' | 'phase'}.${'start' | 'end'}`;

/** A signal that carries attributes besides those of its sets. */
export type SignalName = keyof typeof SUMS | keyof typeof STATE_GAUGE_ROWS | keyof typeof EVENTS | SpanMoment;

/** One attribute: what it means, and every signal that carries it. The name of its constant follows from its own name. */
export interface AttributeRow {
  readonly type: 'string' | 'int' | 'double' | 'boolean' | 'string[]';
  readonly brief: string;
  readonly note?: string;
  readonly examples: readonly ExampleValue[];
  readonly stability: Stability;
  /** Well-known values, each with what it means. */
  readonly values?: Readonly<Record<string, string>>;
  /** Whether other values may occur as well. @default false */
  readonly open?: boolean;
  /** What the values are called in TypeScript. */
  readonly typescript?: ValueNames;
  /**
   * Whether its values are names that tell two things apart. Such a value is replaced as a whole where it is no name, and never masked: a
   * mask would make one of two.
   * @default false
   */
  readonly isName?: boolean;
  /** Who carries it, and whether always. The more exact holds: a signal by its name before a set. */
  readonly on: Readonly<Partial<Record<AttributeSet | SignalName, RequirementLevel>>>;
  /** State gauges that take their value from it. The others hold the time of an event. */
  readonly feeds?: readonly (keyof typeof STATE_GAUGE_ROWS)[];
}

/** Names in TypeScript of the values of an attribute. */
export interface ValueNames {
  /** The type of all values that are in no constant of their own. */
  readonly type?: string;
  /** The array of them. */
  readonly list?: string;
  /** Values with a constant of their own, by its name. */
  readonly constants?: Readonly<Record<string, string>>;
}
