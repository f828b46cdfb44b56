/** When a job is due, in milliseconds since the Unix epoch. */
export interface Starts {
  /** The first starts after a moment, ascending; fewer where there are no more. */
  readonly after: (moment: number, count: number) => readonly number[];
  /** The last starts before or at a moment, descending; fewer where there are no more. */
  readonly upTo: (moment: number, count: number) => readonly number[];
}
