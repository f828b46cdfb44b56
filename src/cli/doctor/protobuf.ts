/** The messages in a field of a protobuf message. */
export function messagesIn(message: Buffer, wanted: number): readonly Buffer[] {
  return [...fields(message)].flatMap(([field, value]) => (field === wanted && typeof value !== 'number' ? [value] : []));
}

/** The number in a field, if it is there. */
export function numberIn(message: Buffer, wanted: number): number | undefined {
  for (const [field, value] of fields(message)) if (field === wanted && typeof value === 'number') return value;
  return undefined;
}

/** The fields of a protobuf message; ends quietly where it is cut. */
function* fields(message: Buffer): Generator<readonly [field: number, value: number | Buffer]> {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let factor = 1; at < message.length; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < message.length) {
    const tag = next();
    const field = Math.floor(tag / 8);
    const type = tag % 8;
    if (type === 0) yield [field, next()];
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type === 2) {
      const length = next();
      yield [field, message.subarray(at, at + length)];
      at += length;
    } else return;
  }
}
