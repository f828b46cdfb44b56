import { BACKUP_OUTCOMES, type BackupOutcome } from '../../semconv.js';

/** What each exit code means that is no failure. */
export type SuccessCodes = ReadonlyMap<number, BackupOutcome>;

/** Reads `0,3=partial`. 0 is a success unless it is said to be something else. */
export function parseSuccessCodes(text: string): SuccessCodes | undefined {
  const codes = new Map<number, BackupOutcome>();
  for (const part of text.split(',')) {
    const [, code = '', word = 'success'] = /^\s*(\d{1,3})\s*(?:=\s*(\w+)\s*)?$/.exec(part) ?? [];
    const outcome = BACKUP_OUTCOMES.find((known) => known === word);
    if (code === '' || Number(code) > 255 || !outcome || codes.has(Number(code))) return undefined;
    codes.set(Number(code), outcome);
  }
  return codes.has(0) ? codes : codes.set(0, 'success');
}
