/** A time further than this ahead of the clock of whoever reads it is not believed. */
export const CLOCK_TOLERANCE_MS = 300_000;
