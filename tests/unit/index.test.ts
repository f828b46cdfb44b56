import type { Tracer } from '@opentelemetry/api';
import type { LoggerProvider } from '@opentelemetry/sdk-logs';
import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { TracerProvider } from '@opentelemetry/sdk-trace';
import { expectTypeOf, test } from 'vitest';
import type {
  BackupDefinition,
  BackupEvent,
  BackupEventName,
  BackupOptions,
  BackupOutcome,
  BackupRun,
  BackupTelemetry,
  BackupTelemetryOptions,
  DefinedBackup,
  DefinedRunOptions,
  Duration,
  EventLoggerProvider,
  StartedBackup,
} from '../../src/index.js';

// Checked by the compiler; what follows never runs.
type WithBackup = BackupTelemetry['withBackup'];

test('withBackup returns what its function returns, unwrapped from a promise', () => {
  const check = async (withBackup: WithBackup) => {
    expectTypeOf(withBackup({ job: 'a' }, () => 1)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(withBackup({ job: 'a' }, async () => ({ size: 1 }))).toEqualTypeOf<Promise<{ size: number }>>();
    expectTypeOf(withBackup({ job: 'a' }, (run) => run.phase('dump', () => 'x'))).toEqualTypeOf<Promise<string>>();
    expectTypeOf(withBackup({ job: 'a' }, () => undefined)).toEqualTypeOf<Promise<undefined>>();
    expectTypeOf(await withBackup({ job: 'a' }, ({ reference }) => reference.traceId)).toEqualTypeOf<string | undefined>();
  };
  expectTypeOf(check).returns.resolves.toBeVoid();
});

test('a job has a name, and options that are undefined are as good as left out', () => {
  expectTypeOf<{ job: string }>().toExtend<BackupOptions>();
  expectTypeOf<{ type: 'full' }>().not.toExtend<BackupOptions>();
  expectTypeOf<{ job: string; destination: undefined; signal: undefined; timeout: undefined }>().toExtend<BackupOptions>();
  expectTypeOf<{ job: string; type: 'whole' }>().not.toExtend<BackupOptions>();
  expectTypeOf<BackupOutcome>().toEqualTypeOf<'success' | 'partial' | 'failure' | 'timeout' | 'cancelled' | 'skipped'>();
});

test('a duration is milliseconds or a number with a unit', () => {
  expectTypeOf<'24h' | '1.5d' | '250ms' | 1_000>().toExtend<Duration>();
  expectTypeOf<'1 day'>().not.toExtend<Duration>();
  expectTypeOf<'24'>().not.toExtend<Duration>();
});

test('a phase gets a handle as a run does', () => {
  expectTypeOf<Parameters<Parameters<BackupRun['phase']>[1]>>().toEqualTypeOf<[BackupRun]>();
  expectTypeOf<ReturnType<BackupRun['byteCounter']>>().toExtend<TransformStream>();
  expectTypeOf<BackupRun['signal']>().toEqualTypeOf<AbortSignal>();
});

test('a started run is ended by its driver, each end a promise', () => {
  expectTypeOf<ReturnType<StartedBackup['succeed' | 'partial' | 'fail' | 'cancel' | 'skip']>>().toEqualTypeOf<Promise<void>>();
  expectTypeOf<Parameters<StartedBackup['fail']>>().toEqualTypeOf<[error: unknown]>();
  const check = (run: StartedBackup) => {
    expectTypeOf(run.with(() => 1)).toEqualTypeOf<number>();
  };
  expectTypeOf(check).toBeFunction();
});

test('a defined job is run with or without options, never under another name', () => {
  const check = (job: DefinedBackup) => {
    expectTypeOf(job.run(() => 1)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(job.run({ attempt: 2 }, async () => 'x')).toEqualTypeOf<Promise<string>>();
    expectTypeOf(job.start()).toEqualTypeOf<StartedBackup>();
  };
  expectTypeOf(check).toBeFunction();
  expectTypeOf<DefinedRunOptions>().not.toHaveProperty('job');
  expectTypeOf<DefinedRunOptions>().not.toHaveProperty('destination');
  expectTypeOf<BackupDefinition>().not.toHaveProperty('attempt');
});

test('an event is narrowed by its name', () => {
  const check = (event: BackupEvent) => {
    if (event.name === 'backup.run.finished') {
      expectTypeOf(event.attributes['backup.outcome']).toEqualTypeOf<BackupOutcome>();
      expectTypeOf(event.attributes['error.type']).toEqualTypeOf<string | undefined>();
    }
    if (event.name === 'backup.run.heartbeat') expectTypeOf(event.attributes).not.toHaveProperty('backup.outcome');
  };
  expectTypeOf(check).toBeFunction();
  expectTypeOf<'backup.copy.stored'>().toExtend<BackupEventName>();
  expectTypeOf<'backup.run.ended'>().not.toExtend<BackupEventName>();
});

test('the providers of an SDK fit as they are', () => {
  expectTypeOf<{ tracerProvider: TracerProvider; meterProvider: MeterProvider; loggerProvider: LoggerProvider }>().toExtend<
    Pick<BackupTelemetryOptions, 'tracerProvider' | 'meterProvider' | 'loggerProvider'>
  >();
  expectTypeOf<LoggerProvider>().toExtend<EventLoggerProvider>();
  expectTypeOf<{ getTracer: () => Tracer }>().toExtend<NonNullable<BackupTelemetryOptions['tracerProvider']>>();
});
