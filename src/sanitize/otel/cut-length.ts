interface Limits {
  readonly attributeValueLengthLimit?: unknown;
}

/** The length at which the SDK cut the values of this record; both majors keep their limits on it. */
export function cutLengthOf(record: object): number | undefined {
  const { _spanLimits, _logRecordLimits } = record as { readonly _spanLimits?: Limits; readonly _logRecordLimits?: Limits };
  const length = (_spanLimits ?? _logRecordLimits)?.attributeValueLengthLimit;
  return typeof length === 'number' && Number.isInteger(length) && length > 0 ? length : undefined;
}
