import * as api from '@opentelemetry/api';
import type { BackupOutcome } from '../../semconv.js';
import { guard } from '../../untrusted/guard.js';
import { errorType } from '../input/error-type.js';
import type { ReportProblem } from '../problems.js';
import type { Providers } from './providers.js';

/** What spans are started with, and what hears of an SDK that fails. */
interface Tracing {
  readonly providers: Pick<Providers, 'tracer'>;
  readonly report: ReportProblem;
}

/** A span and the context in which it is the active one. */
export interface OpenSpan {
  readonly span: api.Span;
  readonly context: api.Context;
}

/** How a run or a phase ended. */
export interface Ending {
  readonly outcome: BackupOutcome;
  /** Class of the error, for `failure` and `timeout`. */
  readonly errorType?: string | undefined;
}

/** Starts a span; when the host's SDK fails, one that records nothing. */
export function openSpan(core: Tracing, name: string, attributes: api.Attributes, parent: api.Context, startTime: number): OpenSpan {
  const span =
    guard(core, () => core.providers.tracer().startSpan(name, { attributes, startTime }, parent)) ??
    api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT);
  return { span, context: guard(core, () => api.trace.setSpan(parent, span)) ?? parent };
}

/** Ends a span. Its status carries the class of the error, never the message. */
export function closeSpan(core: Tracing, span: api.Span, { errorType: type }: Ending, attributes: api.Attributes, endTime: number): void {
  // A copy: some SDKs freeze or change what they are given.
  guard(core, () => span.setAttributes({ ...attributes }));
  if (type !== undefined) guard(core, () => span.setStatus({ code: api.SpanStatusCode.ERROR, message: type }));
  guard(core, () => span.end(endTime) as unknown);
}

/** Outcome and, where the outcome is an error, its class. */
export function endingOf(outcome: BackupOutcome, error: unknown): Ending {
  return outcome === 'failure' || outcome === 'timeout' ? { outcome, errorType: errorType(error) } : { outcome };
}

// Each run and phase that is begun within another, before anything was awaited, lies on the stack of that one, with the frames of ours and the host's.
const DEEPEST = 50;
let depth = 0;

/** Whether so many runs and phases lie on the stack that the next one had better begin on a fresh one: after an `await`. */
export function isDeep(): boolean {
  return depth >= DEEPEST;
}

/** Runs `fn` in a context. It runs exactly once, even where the host's context manager throws, forgets it or calls it twice. */
export function runInContext<T>(core: Tracing, context: api.Context, fn: () => T): T {
  let settle: (() => T) | undefined;
  const run = () => {
    if (settle) return;
    depth += 1;
    try {
      const value = fn();
      settle = () => value;
    } catch (error) {
      settle = () => {
        throw error;
      };
    } finally {
      depth -= 1;
    }
  };
  // Where nobody can wait for a fresh stack, the context of the run around has to do.
  if (!isDeep()) guard(core, () => api.context.with(context, run) as unknown);
  run();
  return (settle as unknown as () => T)();
}
