import { readAnyOptions } from '../../server/config/read-options.js';
import { parseAnyOptions } from '../parse-options.js';
import { EXEC_OPTIONS, type ExecValues } from './options.js';
import { shellCommand } from './shell.js';

/** What is to run, and how. */
export interface Plan {
  readonly values: ExecValues;
  readonly command: string;
  readonly args: readonly string[];
  /** Whether it says on descriptor 3 how each stage of its pipe ended. */
  readonly saysStages: boolean;
  /** What is wrong with the options. Nothing of it is a reason not to run. */
  readonly problems: readonly string[];
}

/** Takes apart what stands before and after `--`, or says why nothing can run. */
export function planExec(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Plan | { readonly mistake: string } {
  const end = args.indexOf('--');
  const { given, firstOperand, operands, mistakes } = parseAnyOptions(
    { options: EXEC_OPTIONS },
    end < 0 ? args : args.slice(0, end),
    end < 0,
  );
  const { values, mistakes: wrong } = readAnyOptions(EXEC_OPTIONS, { given, env });
  const problems = [...mistakes, ...wrong, ...contradictionsIn(values)];

  if (values.shell !== undefined) {
    const ignored = [...operands, ...(end < 0 ? [] : args.slice(end + 1))];
    if (ignored.length > 0) return { mistake: 'expected either --shell or a command after --, got both' };
    const { problem, ...shell } = shellCommand(values.shell, env);
    return { values, ...shell, problems: problem === undefined ? problems : [...problems, problem] };
  }
  if (end >= 0) {
    const [command, ...rest] = args.slice(end + 1);
    if (command === undefined) return { mistake: 'expected a command after --' };
    const strays = operands.length > 0 ? [`expected only options before --, got ${String(operands.length)} other words`] : [];
    return { values, command, args: rest, saysStages: false, problems: [...problems, ...strays] };
  }
  // A value of a misspelt option would be taken for the command.
  if (firstOperand === undefined || mistakes.length > 0)
    return { mistake: [...mistakes, 'expected a command after --, such as: exec --job nightly -- pg_dump -Fc weddings'].join('; ') };
  const [command = '', ...rest] = args.slice(firstOperand);
  return { values, command, args: rest, saysStages: false, problems };
}

function contradictionsIn(values: ExecValues): readonly string[] {
  return [
    ...(values.every !== undefined && values.schedule !== undefined
      ? ['expected --every or --schedule, got both; --schedule is taken']
      : []),
    ...(values.timezone !== undefined && values.schedule === undefined ? ['--timezone says nothing without --schedule'] : []),
  ];
}
