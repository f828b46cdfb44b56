/** A word of a command as a shell takes it: quoted where it has to be. */
export function quoteWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./\\-][\w@%+=:,./\\~-]*$/.test(word) && (platform === 'win32' || !word.includes('\\'))) return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '""')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A whole command, to be printed and pasted. */
export function quoteCommand(words: readonly string[]): string {
  return words.map((word) => quoteWord(word)).join(' ');
}
