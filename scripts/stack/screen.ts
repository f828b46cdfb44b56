import { createStyle, formatDuration, padEnd, padStart, widthOf, wrap } from '../../examples/demo/format.mjs';
import type { Hop } from './walk.js';

export type Screen = ReturnType<typeof createScreen>;

/** What each program does, in a few words. */
const DOES: Readonly<Record<string, string>> = {
  collector: 'takes telemetry in, removes secrets, hands it on',
  prometheus: 'keeps metrics, evaluates the rules',
  alertmanager: 'groups alerts, repeats them, sends their end',
  jaeger: 'keeps traces',
  gateway: 'signs alerts and delivers them to WS-155',
  'ws-155': 'checks signatures, acts on alerts (the example)',
};

const NAME_WIDTH = 14;
const TIME_WIDTH = 9;

/** Writes aligned lines. */
export function createScreen(out: NodeJS.WriteStream) {
  const style = createStyle(out, process.env);
  const width = Math.min(widthOf(out), 88) - 1;
  let prompt = '';

  /** Above the prompt, if there is one. */
  function line(text = '') {
    out.write(`${prompt && '\r\u001b[2K'}${text.trimEnd()}\n${prompt}`);
  }
  function row(good: boolean, name: string, text: string, time: string) {
    const room = width - 4 - NAME_WIDTH - TIME_WIDTH;
    line(
      `  ${good ? style.green('✓') : style.red('✗')} ${padEnd(name, NAME_WIDTH)}${padEnd(text, room)}${style.dim(padStart(time, TIME_WIDTH))}`,
    );
  }

  return {
    style,
    line,
    row,
    paragraph(text: string) {
      for (const part of wrap(text, width)) line(style.dim(part));
    },
    /** Beside the rows. */
    remark(text: string) {
      for (const part of wrap(text, width - 4)) line(`    ${style.dim(part)}`);
    },
    heading(title: string) {
      line();
      line(`${style.bold(style.cyan(title))} ${style.dim('─'.repeat(Math.max(0, width - title.length - 1)))}`);
    },
    ready: (name: string, ms: number) => row(true, name, DOES[name] ?? '', formatDuration(ms / 1_000)),
    hop: ({ who, what, ms }: Hop) => row(ms !== undefined, who, what, ms === undefined ? 'not seen' : `${String(Math.round(ms))} ms`),
    /** Something that came by itself. */
    news(who: string, text: string) {
      for (const [index, part] of wrap(text, width - 4 - NAME_WIDTH).entries())
        line(`    ${style.bold(padEnd(index === 0 ? who : '', NAME_WIDTH))}${part}`);
    },
    /** Stays the last line until it is taken away. */
    prompt(text: string) {
      out.write(`\r\u001b[2K${text}`);
      prompt = text;
    },
    endPrompt() {
      // Back to the empty line above it.
      if (prompt) out.write('\r\u001b[2K\u001b[1A');
      prompt = '';
    },
  };
}
