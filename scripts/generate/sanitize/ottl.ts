// Two readers stand between a text here and the expression: confmap takes `$$` for `$`, the statement takes `\\` for `\`.
export const dollars = (text: string): string => text.replaceAll('$', '$$$$');
export const quote = (text: string): string => `"${dollars(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
