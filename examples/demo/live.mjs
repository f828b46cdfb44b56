// @ts-check
import { clip, formatBytes, formatDuration, padEnd, padStart, widthOf } from './format.mjs';

/** @typedef {ReturnType<typeof createLive>} Live */
/** @typedef {ReturnType<typeof createStep>} Step */

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const LABEL_WIDTH = 11;

/**
 * Shows steps while they go on: in place on a terminal, as plain lines anywhere else.
 * @param {NodeJS.WriteStream} out
 * @param {import('./format.mjs').Style} style
 */
export function createLive(out, style) {
  return {
    /**
     * A step on the screen that ends when its work does, whatever the work forgets to say.
     * @template T
     * @param {string} label
     * @param {(step: Step) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async during(label, work) {
      const step = createStep(out, style, label);
      try {
        const value = await work(step);
        step.done('');
        return value;
      } catch (error) {
        const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
        step.fail(name === 'AbortError' ? 'stopped' : message);
        throw error;
      }
    },
  };
}

/**
 * @param {NodeJS.WriteStream} out
 * @param {import('./format.mjs').Style} style
 * @param {string} label
 */
function createStep(out, style, label) {
  const inPlace = out.isTTY === true && process.env['TERM'] !== 'dumb';
  const began = performance.now();
  let text = '';
  let frame = 0;
  let saidAt = 0;
  let over = false;

  /** @param {string} mark @param {string} shown @param {string} time */
  function line(mark, shown, time) {
    const room = widthOf(out) - 1 - LABEL_WIDTH - 4 - time.length - 1;
    return `  ${mark} ${padEnd(label, LABEL_WIDTH)}${padEnd(clip(shown, room), room)} ${style.dim(time)}`;
  }
  const time = () => padStart(formatDuration((performance.now() - began) / 1_000), 7);

  function draw() {
    frame += 1;
    out.write(`\r\u001b[2K${line(style.cyan(FRAMES[frame % FRAMES.length] ?? ''), text, time())}`);
  }
  const timer = inPlace ? setInterval(draw, 90).unref() : undefined;
  if (inPlace) draw();

  /** @param {string} next @param {boolean} [isNews] Said at once also where lines are not replaced. */
  function say(next, isNews = false) {
    if (over) return;
    text = next;
    if (inPlace || !(isNews || performance.now() - saidAt > 1_000)) return;
    saidAt = performance.now();
    out.write(`${line('.', text, '').trimEnd()}\n`);
  }

  /** @param {string} mark @param {string} last */
  function end(mark, last) {
    if (over) return;
    over = true;
    clearInterval(timer);
    out.write(`${inPlace ? '\r\u001b[2K' : ''}${line(mark, last, time())}\n`);
  }

  return {
    say,
    /** Names a stage of the step, whose bytes are then counted on the screen. @param {string} stage @param {number} [total] */
    stage(stage, total) {
      let done = 0;
      const of = total === undefined ? '' : ` of ${formatBytes(total)}`;
      say(stage, true);
      /** @param {number} bytes */
      const show = (bytes) => say(`${stage}  ${formatBytes((done = bytes))}${of}`);
      return {
        show,
        /** @returns {TransformStream<Uint8Array, Uint8Array>} */
        counter: () =>
          new TransformStream({
            transform(chunk, controller) {
              show(done + chunk.byteLength);
              controller.enqueue(chunk);
            },
          }),
      };
    },
    done: (/** @type {string} */ last) => end(style.green('✓'), last),
    fail: (/** @type {string} */ last) => end(style.red('✗'), last),
  };
}
