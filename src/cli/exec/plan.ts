import { readAnyOptions } from '../../server/config/read-options.js';
import { findTool, type ToolName } from '../../parsers/programs.js';
import { parseAnyOptions, type AnyOptions } from '../parse-options.js';
import { EXEC_OPTIONS, type ExecValues } from './options.js';
import { shellCommand } from './shell.js';

/** What is to run, and how. */
export interface Plan {
  readonly values: ExecValues;
  readonly command: string;
  readonly args: readonly string[];
  /** Whether it says on descriptor 3 how each stage of its pipe ended. */
  readonly saysStages: boolean;
  /** The tool whose output is read. */
  readonly tool: ToolName | undefined;
  /** What is wrong with the options. Nothing of it is a reason not to run. */
  readonly problems: readonly string[];
}

/** Takes apart what stands before and after `--`, or says why nothing can run. */
export function planExec(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Plan | { readonly mistake: string } {
  const end = args.indexOf('--');
  const { given, firstOperand, operands, mistakes } = end < 0 ? parseUntilCommand(args) : parse(args.slice(0, end), false);
  const { values, mistakes: wrong } = readAnyOptions(EXEC_OPTIONS, { given, env });
  const problems = [...mistakes, ...wrong, ...contradictionsIn(values)];

  const [command, ...rest] = end < 0 ? [] : args.slice(end + 1);
  if (command !== undefined) {
    const both = values.shell === undefined ? [] : ['expected either --shell or a command after --, got both; the command is taken'];
    const all = [...problems, ...strays(operands, 'before --'), ...both];
    return withTool({ values, command, args: rest, saysStages: false, problems: all }, command);
  }
  if (values.shell !== undefined) {
    if (operands.length > mistakes.length) return { mistake: 'expected either --shell or a command after --, got both' };
    const { problem, ...shell } = shellCommand(values.shell, env);
    const all = [...problems, ...strays(operands, 'beside --shell'), ...(problem === undefined ? [] : [problem])];
    return withTool({ values, ...shell, problems: all }, values.shell.trim().split(/\s/)[0]);
  }
  if (end >= 0) return { mistake: 'expected a command after --' };
  // A value of a misspelt option would be taken for the command.
  if (firstOperand === undefined || mistakes.length > 0)
    return { mistake: [...mistakes, 'expected a command after --, such as: exec --job nightly -- pg_dump -Fc weddings'].join('; ') };
  const [first = '', ...others] = args.slice(firstOperand);
  return withTool({ values, command: first, args: others, saysStages: false, problems }, first);
}

/** @param program - First word of the command, or of the line of a shell */
function withTool(plan: Omit<Plan, 'tool'>, program = ''): Plan {
  const { parse: said } = plan.values;
  const tool = said === 'auto' ? findTool(program) : said;
  if (said === undefined || tool !== undefined) return { ...plan, tool };
  const problem = 'expected --parse auto before a tool that it knows; what this one says is not read. Name it, as in --parse restic';
  return { ...plan, tool, problems: [...plan.problems, problem] };
}

function parse(args: readonly string[], untilOperand: boolean): AnyOptions {
  return parseAnyOptions({ options: EXEC_OPTIONS }, args, untilOperand);
}

/** The first word that belongs to no option is the command; but the value of a misspelt option must not hide the line of --shell after it. */
function parseUntilCommand(args: readonly string[]): AnyOptions {
  const until = parse(args, true);
  if (until.mistakes.length === 0) return until;
  const whole = parse(args, false);
  return whole.given['shell'] !== undefined && whole.operands.length <= whole.mistakes.length ? whole : until;
}

function strays(operands: readonly string[], where: string): readonly string[] {
  return operands.length > 0 ? [`expected only options ${where}, got ${String(operands.length)} other words`] : [];
}

function contradictionsIn(values: ExecValues): readonly string[] {
  return [
    ...(values.every !== undefined && values.schedule !== undefined
      ? ['expected --every or --schedule, got both; --schedule is taken']
      : []),
    ...(values.timezone !== undefined && values.schedule === undefined ? ['--timezone says nothing without --schedule'] : []),
  ];
}
