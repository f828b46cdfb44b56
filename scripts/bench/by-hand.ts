// The control: what a careful engineer would write by hand to emit the same spans, metrics and events with the same values.
import { randomUUID } from 'node:crypto';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import type { BenchSdk } from './sdk.js';

const IDENTITY = { 'backup.operation': 'backup', 'backup.job.name': 'db-nightly', 'backup.destination.name': 's3-eu' };
const LABELS = { ...IDENTITY, 'backup.type': 'full' };
const OUTCOME = { 'backup.outcome': 'success' };

/** @param flushes - Whether start and end of a run are sent at once. */
export function createByHand({ tracerProvider, meterProvider, loggerProvider }: BenchSdk, flushes: boolean) {
  const flush = async () => {
    if (flushes) await Promise.allSettled([tracerProvider.forceFlush(), meterProvider.forceFlush(), loggerProvider.forceFlush()]);
  };
  const tracer = tracerProvider.getTracer('by-hand');
  const meter = meterProvider.getMeter('by-hand');
  const logger = loggerProvider.getLogger('by-hand');
  const runDuration = meter.createHistogram('backup.run.duration');
  const phaseDuration = meter.createHistogram('backup.phase.duration');
  const artifactSize = meter.createHistogram('backup.artifact.size');
  const runs = meter.createCounter('backup.run.ended');
  const active = meter.createUpDownCounter('backup.run.active');
  const state = new Map<string, { readonly value: number; readonly attributes: typeof LABELS }>();
  const set = (name: string, value: number) => state.set(name, { value, attributes: LABELS });
  for (const name of ['start', 'end', 'size', 'duration', 'stored', 'clean']) {
    meter.createObservableGauge(`backup.last.${name}`).addCallback((result) => {
      const entry = state.get(name);
      if (entry) result.observe(entry.value, entry.attributes);
    });
  }
  const resolved = { severityNumber: SeverityNumber.INFO, severityText: 'INFO' };

  return async function run(work: (run: { readonly phase: (name: string, fn: () => unknown) => Promise<unknown> }) => unknown) {
    const id = randomUUID();
    const begun = performance.now();
    const attributes = { ...LABELS, 'backup.run.id': id };
    const span = tracer.startSpan('backup db-nightly', { attributes, kind: SpanKind.INTERNAL }, context.active());
    const runContext = trace.setSpan(context.active(), span);
    let sequence = 0;
    // Methods: the loader of TypeScript names each closure when it is made, which would cost the control what no program pays.
    const self = {
      emit(eventName: string, extra: Record<string, string | number>) {
        sequence += 1;
        logger.emit({
          ...resolved,
          eventName,
          body: `backup db-nightly at s3-eu ${eventName.split('.').slice(1).join(' ')}`,
          timestamp: Date.now(),
          context: runContext,
          attributes: { ...attributes, ...extra, 'backup.event.id': `${id}-${String(sequence)}`, 'backup.event.sequence': sequence },
        });
      },
      async phase(name: string, fn: () => unknown) {
        const phaseBegun = performance.now();
        const phaseAttributes = { ...IDENTITY, 'backup.phase.name': name };
        const phaseSpan = tracer.startSpan(`backup.phase ${name}`, { attributes: { ...phaseAttributes, 'backup.run.id': id } }, runContext);
        const value = await context.with(trace.setSpan(runContext, phaseSpan), fn);
        const duration = (performance.now() - phaseBegun) / 1_000;
        phaseSpan.setAttributes(OUTCOME);
        phaseSpan.end();
        phaseDuration.record(duration, { ...phaseAttributes, ...OUTCOME });
        self.emit('backup.phase.finished', { 'backup.phase.name': name, 'backup.duration': duration, ...OUTCOME });
        return value;
      },
    };
    active.add(1, IDENTITY);
    set('start', Date.now() / 1_000);
    self.emit('backup.run.started', {});
    const starting = flush();
    const timer = setInterval(() => undefined, 10_000).unref();
    const value = await context.with(runContext, () => work(self));
    clearInterval(timer);
    const duration = (performance.now() - begun) / 1_000;
    const report = { 'backup.artifact.size': 1_024, 'backup.artifact.file.count': 1 };
    span.setAttributes({ ...report, ...OUTCOME });
    span.end();
    active.add(-1, IDENTITY);
    runDuration.record(duration, { ...LABELS, ...OUTCOME });
    runs.add(1, { ...LABELS, ...OUTCOME });
    artifactSize.record(1_024, LABELS);
    set('end', Date.now() / 1_000);
    set('duration', duration);
    set('size', 1_024);
    const finished = { ...report, ...OUTCOME, 'backup.duration': duration };
    self.emit('backup.run.finished', finished);
    set('stored', Date.now() / 1_000);
    set('clean', Date.now() / 1_000);
    self.emit('backup.copy.stored', finished);
    await starting;
    await flush();
    return value;
  };
}
