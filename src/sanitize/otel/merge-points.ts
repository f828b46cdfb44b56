import type { DataPointLike, ExemplarLike } from './shapes.js';

const HISTOGRAM = 0;
const EXPONENTIAL_HISTOGRAM = 1;
const GAUGE = 2;
/** As many as the SDK gives a point: two points far apart at a fine scale would need millions between them. */
const MAX_BUCKETS = 160;

type Time = readonly [number, number];
type Point = DataPointLike & { readonly startTime?: Time; readonly endTime?: Time };

interface HistogramValue {
  readonly buckets: { readonly boundaries: readonly number[]; readonly counts: readonly number[] };
  readonly sum?: number;
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
}

interface ExponentialValue {
  readonly count: number;
  readonly sum?: number;
  readonly scale: number;
  readonly zeroCount: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
  readonly min?: number;
  readonly max?: number;
}

interface Buckets {
  readonly offset: number;
  readonly bucketCounts: readonly number[];
}

/** Joins points whose attributes have become equal: sums and histograms add up, the newest gauge wins. No two points share a set. */
export function mergePoints<P extends DataPointLike>(points: readonly P[], type: number): P[] {
  const bySet = new Map<string, P>();
  for (const point of points) {
    const key = JSON.stringify(Object.entries(point.attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
    const before = bySet.get(key);
    bySet.set(key, before === undefined ? point : (join(before, point, type) as unknown as P));
  }
  return [...bySet.values()];
}

function join(a: Point, b: Point, type: number): Point {
  const later = isBefore(b.endTime, a.endTime) ? a : b;
  const times = {
    ...(a.startTime && b.startTime && { startTime: isBefore(b.startTime, a.startTime) ? b.startTime : a.startTime }),
    ...(later.endTime && { endTime: later.endTime }),
  };
  const exemplars: readonly ExemplarLike[] = [...(a.exemplars ?? []), ...(b.exemplars ?? [])];
  return { ...a, ...times, value: joinValues(a, b, later, type), ...(exemplars.length > 0 && { exemplars }) };
}

function joinValues(a: Point, b: Point, later: Point, type: number): unknown {
  if (type === GAUGE) return later.value;
  if (type === HISTOGRAM) return joinHistograms(a.value as HistogramValue, b.value as HistogramValue);
  if (type === EXPONENTIAL_HISTOGRAM) return joinExponential(a.value as ExponentialValue, b.value as ExponentialValue);
  return (a.value as number) + (b.value as number);
}

const isBefore = (a: Time | undefined, b: Time | undefined): boolean =>
  a !== undefined && b !== undefined && (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]));

const totals = (a: HistogramValue | ExponentialValue, b: HistogramValue | ExponentialValue): object => ({
  count: a.count + b.count,
  ...(a.sum !== undefined && b.sum !== undefined && { sum: a.sum + b.sum }),
  ...(a.min !== undefined && b.min !== undefined && { min: Math.min(a.min, b.min) }),
  ...(a.max !== undefined && b.max !== undefined && { max: Math.max(a.max, b.max) }),
});

function joinHistograms(a: HistogramValue, b: HistogramValue): unknown {
  // One instrument has one set of boundaries.
  const counts = a.buckets.counts.map((count, i) => count + (b.buckets.counts[i] ?? 0));
  return { ...a, ...totals(a, b), buckets: { boundaries: a.buckets.boundaries, counts } };
}

function joinExponential(a: ExponentialValue, b: ExponentialValue): unknown {
  let scale = Math.min(a.scale, b.scale);
  while (Math.max(widthAt(scale, a, b, 'positive'), widthAt(scale, a, b, 'negative')) > MAX_BUCKETS) scale--;
  return {
    ...a,
    ...totals(a, b),
    scale,
    zeroCount: a.zeroCount + b.zeroCount,
    positive: joinBuckets(downscale(a.positive, a.scale - scale), downscale(b.positive, b.scale - scale)),
    negative: joinBuckets(downscale(a.negative, a.scale - scale), downscale(b.negative, b.scale - scale)),
  };
}

/** How many buckets two points need together at a scale. */
function widthAt(scale: number, a: ExponentialValue, b: ExponentialValue, side: 'positive' | 'negative'): number {
  const used = [a, b].filter((value) => value[side].bucketCounts.length > 0);
  const first = Math.min(...used.map((value) => value[side].offset >> (value.scale - scale)));
  const last = Math.max(...used.map((value) => (value[side].offset + value[side].bucketCounts.length - 1) >> (value.scale - scale)));
  return used.length === 0 ? 0 : last - first + 1;
}

/** Each step down in scale joins two neighbouring buckets: index i becomes floor(i / 2) (OpenTelemetry data model, exponential histograms). */
function downscale(buckets: Buckets, steps: number): Buckets {
  if (steps === 0 || buckets.bucketCounts.length === 0) return buckets;
  const offset = buckets.offset >> steps;
  const bucketCounts: number[] = [];
  buckets.bucketCounts.forEach((count, i) => {
    const index = ((buckets.offset + i) >> steps) - offset;
    bucketCounts[index] = (bucketCounts[index] ?? 0) + count;
  });
  return { offset, bucketCounts };
}

function joinBuckets(a: Buckets, b: Buckets): Buckets {
  if (a.bucketCounts.length === 0) return b;
  if (b.bucketCounts.length === 0) return a;
  const offset = Math.min(a.offset, b.offset);
  const end = Math.max(a.offset + a.bucketCounts.length, b.offset + b.bucketCounts.length);
  const bucketCounts = Array.from(
    { length: end - offset },
    (_, i) => (a.bucketCounts[offset + i - a.offset] ?? 0) + (b.bucketCounts[offset + i - b.offset] ?? 0),
  );
  return { offset, bucketCounts };
}
