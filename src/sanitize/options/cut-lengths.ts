/** The lengths at which the process' own SDK cuts values, by the variables of OpenTelemetry. */
export function cutLengths(): number[] {
  try {
    const { env } = (globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } }).process ?? {};
    return ['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT']
      .map((name) => Number(env?.[name]))
      .filter((length) => Number.isInteger(length) && length > 0);
  } catch {
    // Some hosts refuse to show their variables.
    return [];
  }
}
