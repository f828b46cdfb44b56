/** Upper bounds of histogram buckets, each list with what it is for. */
export const BUCKETS = {
  DURATION_BUCKETS_SECONDS: {
    brief: 'Upper bounds of duration buckets in seconds: one second to two days.',
    bounds: [1, 2.5, 5, 10, 30, 60, 150, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800],
  },
  SIZE_BUCKETS_BYTES: {
    brief: 'Upper bounds of size buckets in bytes: one kilobyte to fifty terabytes.',
    bounds: [1e3, 1e4, 1e5, 1e6, 5e6, 1e7, 5e7, 1e8, 5e8, 1e9, 5e9, 1e10, 5e10, 1e11, 5e11, 1e12, 5e12, 1e13, 5e13],
  },
} as const;
