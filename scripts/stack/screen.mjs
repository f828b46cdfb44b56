// @ts-check
import { createStyle, formatDuration, padEnd, padStart, widthOf, wrap } from '../../examples/demo/format.mjs';

/** @typedef {ReturnType<typeof createScreen>} Screen */

/** What each program does, in a few words. @type {Readonly<Record<string, string>>} */
const DOES = {
  collector: 'takes telemetry in, removes secrets, hands it on',
  prometheus: 'keeps metrics, evaluates the rules',
  alertmanager: 'groups alerts, repeats them, tells their end',
  jaeger: 'keeps traces',
  gateway: 'signs alerts and delivers them to WS-155',
  'ws-155': 'checks signatures, acts on alerts (the example)',
};

const NAME_WIDTH = 14;
const TIME_WIDTH = 9;

/** Writes aligned lines. @param {NodeJS.WriteStream} out */
export function createScreen(out) {
  const style = createStyle(out, process.env);
  const width = Math.min(widthOf(out), 88) - 1;
  let prompt = '';

  /** Above the prompt, if there is one. @param {string} [text] */
  function line(text = '') {
    out.write(`${prompt && '\r\u001b[2K'}${text.trimEnd()}\n${prompt}`);
  }
  /** @param {boolean} good @param {string} name @param {string} text @param {string} time */
  function row(good, name, text, time) {
    const room = width - 4 - NAME_WIDTH - TIME_WIDTH;
    line(
      `  ${good ? style.green('✓') : style.red('✗')} ${padEnd(name, NAME_WIDTH)}${padEnd(text, room)}${style.dim(padStart(time, TIME_WIDTH))}`,
    );
  }

  return {
    style,
    line,
    row,
    /** @param {string} text */
    paragraph(text) {
      for (const part of wrap(text, width)) line(style.dim(part));
    },
    /** Beside the rows. @param {string} text */
    remark(text) {
      for (const part of wrap(text, width - 4)) line(`    ${style.dim(part)}`);
    },
    /** @param {string} title */
    heading(title) {
      line();
      line(`${style.bold(style.cyan(title))} ${style.dim('─'.repeat(Math.max(0, width - title.length - 1)))}`);
    },
    /** @param {string} name @param {number} ms */
    ready: (name, ms) => row(true, name, DOES[name] ?? '', formatDuration(ms / 1_000)),
    /** @param {import('./walk.mjs').Hop} hop */
    hop: ({ who, what, ms }) => row(ms !== undefined, who, what, ms === undefined ? 'not seen' : `${String(Math.round(ms))} ms`),
    /** Something that came by itself. @param {string} who @param {string} text */
    news(who, text) {
      for (const [index, part] of wrap(text, width - 4 - NAME_WIDTH).entries())
        line(`    ${style.bold(padEnd(index === 0 ? who : '', NAME_WIDTH))}${part}`);
    },
    /** Stays the last line until it is taken away. @param {string} text */
    prompt(text) {
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
