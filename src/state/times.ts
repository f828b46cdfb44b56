/** So far ahead of the clock of whoever judges it a time is not believed. */
export const CLOCK_TOLERANCE_MS = 300_000;
