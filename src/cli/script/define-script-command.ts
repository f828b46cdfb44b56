import { readAnyOptions } from '../../server/config/read-options.js';
import type { OptionTable, OptionValues } from '../../server/config/option-table.js';
import { messageOf } from '../../untrusted/message-of.js';
import { ABSENT_TELEMETRY } from '../telemetry/absent.js';
import type { Session, SessionOptions } from '../telemetry/session.js';
import type { Command } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ScriptDoor } from '../telemetry/door.js';
import type { CliIo } from '../io.js';
import { parseAnyOptions } from '../parse-options.js';

/** What a command of a script is given. */
export interface ScriptCall<V> {
  readonly io: CliIo;
  readonly values: V;
  readonly operands: readonly string[];
  /** What is wrong with its options, which was said already. */
  readonly problems: readonly string[];
  readonly door: ScriptDoor;
  readonly session: Session;
  /** Says that it could not do its work. */
  readonly fail: (sentence: string) => number;
}

const STRICT = {
  strict: { type: 'boolean', summary: 'Do nothing where something is wrong with the options; exit code 2' },
  'require-telemetry': { type: 'boolean', summary: 'Exit with 70 where it was not delivered' },
} as const satisfies OptionTable;

/**
 * A command that stands in a script which is the backup: under `set -e` its exit code would end that. What is wrong with its options is
 * left out and said, and the exit code is 0 all the same.
 */
export function defineScriptCommand<const O extends OptionTable>(
  name: string,
  command: Pick<Command, 'description' | 'operands' | 'examples'> & {
    readonly options: O;
    readonly run: (call: ScriptCall<OptionValues<O>>) => Promise<number>;
  },
): Command {
  const options = { ...command.options, ...STRICT };
  return {
    ...command,
    options,
    run: () => Promise.reject(new Error(`${name} reads its arguments itself.`)),
    async takesAll(args, io) {
      const say = (sentence: string) => io.stderr(`backup-telemetry: ${name}: ${sentence}\n`);
      const survive = (error: unknown) => {
        say(messageOf(error));
        return EXIT.ok;
      };
      process.on('uncaughtException', survive).on('unhandledRejection', survive);
      try {
        return await report(args, io, say);
      } catch (error) {
        return survive(error);
      } finally {
        process.off('uncaughtException', survive).off('unhandledRejection', survive);
      }
    },
  };

  async function report(args: readonly string[], io: CliIo, say: (sentence: string) => void): Promise<number> {
    const { given, operands, mistakes } = parseAnyOptions({ options }, args);
    const { values, mistakes: wrong } = readAnyOptions<OptionTable>(options, { given, env: io.env });
    const missing = operands.length < (command.operands?.min ?? 0) ? [`missing ${command.operands?.usage ?? ''}`] : [];
    const problems = [...mistakes, ...wrong, ...missing];
    for (const problem of problems) say(problem);
    if (values['strict'] === true && problems.length > 0) return EXIT.usage;

    const { service, environment } = values as { readonly service?: string; readonly environment?: string };
    const { door, session } = await openTelemetry({ env: io.env, service, environment, write: io.stderr }, io, say);
    const fail = (sentence: string) => {
      say(sentence);
      return EXIT.failed;
    };
    // Values of exactly the options in the table.
    const code = await command.run({ io, values: values as OptionValues<O>, operands, problems, door, session, fail });
    const isDelivered = await session.close();
    return code === EXIT.ok && values['require-telemetry'] === true && !isDelivered ? EXIT.telemetry : code;
  }
}

/** Whatever stands in the way of telemetry, the script goes on. */
async function openTelemetry(
  options: SessionOptions,
  { loadTelemetry }: CliIo,
  say: (sentence: string) => void,
): Promise<Pick<ScriptCall<unknown>, 'door' | 'session'>> {
  try {
    const door = await loadTelemetry();
    return { door, session: door.openSession(options) };
  } catch (error) {
    say(`there is no telemetry: ${messageOf(error)}`);
    return { door: ABSENT_TELEMETRY, session: ABSENT_TELEMETRY.openSession(options) };
  }
}
