import { binaryFile, whyNotCurrent } from '../tools/files.js';
import { PROGRAMS } from '../tools/programs.js';

const NEEDED = ['collector', 'prometheus', 'alertmanager', 'jaeger'];

export const tool = (name: string) => binaryFile(name);

/** What has to be built before the stack can start, in a sentence; undefined when all is there. */
export function missingTools() {
  const reasons = PROGRAMS.filter(({ name }) => NEEDED.includes(name))
    .map((program) => whyNotCurrent(program))
    .filter((reason) => reason !== undefined);
  return reasons.length === 0
    ? undefined
    : `The programs are not all there: ${reasons.join(', ')}.\nBuild them, once, with Go: npm run tools`;
}
