import type * as api from '@opentelemetry/api';
import { behindProxy, isFlushable } from '../../../untrusted/providers.js';
import { apiRegistry, registeredLoggerProvider } from '../../../node/process/api-registry.js';
import { ARRIVAL_KEY, arrivalOf, contentOf, PROBE_JOB } from '../canary-slots.js';

interface LoggerProvider {
  getLogger(name: string): { emit(record: object): void };
}

const REMOTE: api.SpanContext = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
const BACKUP_SPANS = 10;
// `SpanStatusCode.ERROR`
const ERROR = 2;

/** Whether each signal has a provider in this process. */
export function registeredProviders(): { readonly traces: boolean; readonly metrics: boolean; readonly logs: boolean } {
  const { trace, metrics } = apiRegistry();
  return { traces: trace !== undefined, metrics: metrics !== undefined, logs: registeredLoggerProvider() !== undefined };
}

/** Puts the canaries of a seed into every slot. Resolves to how many of ten backup spans the sampler recorded. */
export function sendCanaries(seed: string): number {
  const { trace, metrics } = apiRegistry() as { trace?: api.TracerProvider; metrics?: api.MeterProvider };
  const logs = registeredLoggerProvider() as LoggerProvider | undefined;
  const put = (id: string) => contentOf(id, seed);
  const recorded = trace ? sendSpans(trace, put) : 0;
  if (metrics) sendMetrics(metrics, put);
  if (logs) sendLogs(logs, put);
  return recorded;
}

function sendSpans(provider: api.TracerProvider, put: (id: string) => string): number {
  const linked = { ...REMOTE, traceState: traceState(`probe=${put('traces: trace state')}`) };
  const tracer = provider.getTracer(put('traces: scope name'));
  const span = tracer.startSpan(put('traces: span name'), {
    root: true,
    attributes: {
      [ARRIVAL_KEY]: arrivalOf('traces'),
      'probe.text': put('traces: span attribute'),
      'probe.list': ['one', put('traces: span attribute (array)')],
    },
    links: [{ context: linked, attributes: { 'probe.text': put('traces: link attribute') } }],
  });
  span.addEvent(put('traces: event name'), { 'probe.text': put('traces: event attribute') });
  const error = new Error(put('traces: exception message'));
  error.stack = `Error\n    at run (${put('traces: exception stack')}:1:1)`;
  span.recordException(error);
  span.setStatus({ code: ERROR, message: put('traces: status message') });
  span.end();
  // Never ended, hence never sent: they only ask the sampler.
  return Array.from({ length: BACKUP_SPANS }, () => tracer.startSpan(`backup ${PROBE_JOB}`, { root: true })).filter((asked) =>
    asked.isRecording(),
  ).length;
}

function traceState(text: string): api.TraceState {
  const state: api.TraceState = { get: () => undefined, set: () => state, unset: () => state, serialize: () => text };
  return state;
}

function sendMetrics(provider: api.MeterProvider, put: (id: string) => string): void {
  const meter = provider.getMeter(put('metrics: scope name'));
  meter
    .createCounter(put('metrics: metric name'), { description: put('metrics: metric description') })
    .add(1, { [ARRIVAL_KEY]: arrivalOf('metrics'), 'probe.text': put('metrics: metric attribute') });
  meter.createHistogram('probe.histogram').record(1);
}

function sendLogs(provider: LoggerProvider, put: (id: string) => string): void {
  const logger = provider.getLogger(put('logs: scope name'));
  logger.emit({
    body: put('logs: log body'),
    eventName: put('logs: log event name'),
    severityNumber: 9,
    severityText: put('logs: log severity text'),
    attributes: {
      [ARRIVAL_KEY]: arrivalOf('logs'),
      'probe.text': put('logs: log attribute'),
      'probe.map': { inner: { list: [put('logs: log attribute (nested)')] } },
    },
  });
  logger.emit({ body: { inner: [put('logs: log body (nested)')] }, severityNumber: 9, attributes: {} });
}

/** Makes every provider send what it holds. Never rejects. */
export async function flushProviders(): Promise<void> {
  const { trace, metrics } = apiRegistry();
  await Promise.allSettled(
    [behindProxy(trace), metrics, registeredLoggerProvider()].filter(isFlushable).map(async (provider) => {
      await provider.forceFlush();
    }),
  );
}
