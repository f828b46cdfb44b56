// Two readers stand between a text here and the expression: confmap takes `$$` for `$`, the statement takes `\\` for `\`.
export const dollars = (text) => text.replaceAll('$', '$$$$');
export const quote = (text) => `"${dollars(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
