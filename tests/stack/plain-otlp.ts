// OTLP/JSON of an ordinary run.

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const resource = { attributes: [text('service.name', 'backup-orchestrator'), text('deployment.environment.name', 'production')] };
const scope = { name: '@wedsync/backup-telemetry' };
const TIME = '1790000000000000000';
// Backends take no points of another time.
const BEGAN = BigInt(Date.now() - 60_000) * 1_000_000n;

/** One event that a run finished, with what else its record holds. */
export function plainLogs(job: string, more: Readonly<Record<string, unknown>> = {}) {
  const logRecords = [
    {
      timeUnixNano: TIME,
      severityNumber: 9,
      severityText: 'INFO',
      eventName: 'backup.run.finished',
      attributes: [text('backup.job.name', job)],
      ...more,
    },
  ];
  return { resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords }] }] };
}

/** One span of a run, beside the attributes of others. */
export function plainSpans(job: string, more: Readonly<Record<string, string>> = {}) {
  const attributes = [text('backup.job.name', job), ...Object.entries(more).map(([key, value]) => text(key, value))];
  const ids = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
  const spans = [{ ...ids, name: `backup ${job}`, kind: 1, startTimeUnixNano: TIME, endTimeUnixNano: TIME, attributes }];
  return { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] };
}

/** A cumulative sum with this value, some seconds after its start. */
export function plainSum(value: number, seconds: number): unknown {
  const at = String(BEGAN + BigInt(seconds) * 1_000_000_000n);
  const dataPoints = [
    { startTimeUnixNano: String(BEGAN), timeUnixNano: at, asInt: String(value), attributes: [text('backup.job.name', 'nightly')] },
  ];
  const metrics = [{ name: 'backup.run.ended', unit: '{run}', sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints } }];
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] };
}
