/** One number of an `OnCalendar=` expression, as systemd reads it. */
export interface Component {
  readonly text: string;
  readonly isAny: boolean;
  /** Ascending, each once; empty where any will do. */
  readonly values: readonly number[];
  /** Whether days are counted from the end of the month: 1 is its last. */
  readonly fromEnd?: boolean;
}

/** Reads `*`, `5`, `1,15`, `1..7`, `0/15` and `8..18/2`; `undefined` for what systemd refuses. */
export function readComponent(text: string, min: number, max: number, fromEnd = false): Component | undefined {
  if (text === '*') return { text, isAny: true, values: [], fromEnd };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\d{1,4})(?:\.\.(\d{1,4}))?(?:\/(\d{1,4}))?$/.exec(part);
    if (!match) return undefined;
    const [, first, last, step] = match;
    const low = Number(first);
    const every = step === undefined ? 1 : Number(step);
    // Without an end a step goes on to the end of the range, and from the end of a month to its last day.
    const isOpen = step !== undefined && last === undefined;
    const high = last !== undefined ? Number(last) : isOpen && !fromEnd ? max : low;
    if (low < min || high > max || low > high || every === 0) return undefined;
    if (isOpen && (fromEnd ? low - every < min : low + every > max)) return undefined;
    if (isOpen && fromEnd) for (let value = low; value >= min; value -= every) values.add(value);
    else for (let value = low; value <= high; value += every) values.add(value);
  }
  return { text, isAny: false, values: [...values].sort((a, b) => a - b), fromEnd };
}
