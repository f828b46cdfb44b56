// Compares a subject with a control in the same process, interleaved as A B B A so that drift of the machine hits both alike.
// Garbage is collected when the engine wants it: a collection forced before each measurement would also throw away compiled code.

/** @returns Medians over rounds, in microseconds per iteration. */
export async function compare({
  subject,
  control,
  iterations,
  rounds,
}: {
  subject: (n: number) => Promise<unknown>;
  control: (n: number) => Promise<unknown>;
  iterations: number;
  rounds: number;
}): Promise<{ subjectUs: number; controlUs: number; ratio: number; addedUs: number; rounds: number; iterations: number }> {
  await subject(iterations);
  await control(iterations);
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? subject : control;
    const second = first === subject ? control : subject;
    const a = await time(first, iterations);
    const b = await time(second, iterations);
    pairs.push(first === subject ? { subject: a, control: b } : { subject: b, control: a });
  }
  return {
    subjectUs: median(pairs.map((pair) => pair.subject)),
    controlUs: median(pairs.map((pair) => pair.control)),
    ratio: median(pairs.map((pair) => pair.subject / pair.control)),
    addedUs: median(pairs.map((pair) => pair.subject - pair.control)),
    rounds,
    iterations,
  };
}

/** @returns Microseconds per iteration. */
async function time(fn: (n: number) => Promise<unknown>, iterations: number): Promise<number> {
  const start = process.hrtime.bigint();
  await fn(iterations);
  return Number(process.hrtime.bigint() - start) / 1_000 / iterations;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
