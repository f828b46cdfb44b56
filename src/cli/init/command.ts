import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { quoteCommand } from '../quote.js';
import { makePlan, type Plan } from './plan.js';
import { readProject, type Project } from './project.js';
import { describeHost, renderFindings } from './report.js';
import { chooseStarterFile, runCommand } from './starter-file.js';
import { renderStarter } from './starter.js';

// Of the starter that the preset serves; a host's own SDK goes by other rules.
const WITHOUT_RECEIVER = `It sends to http://localhost:4318. Where nothing listens there yet, it says so, and prints what it would send when you set
OTEL_TRACES_EXPORTER, OTEL_METRICS_EXPORTER and OTEL_LOGS_EXPORTER to console.
`;

/** `backup-telemetry init`. */
export const initCommand = defineCommand({
  description: [
    'Looks at the package manager, the Node version and the OpenTelemetry packages of the',
    'project in this folder, says what that means, and prints the line that adds what is',
    'missing. In a terminal it offers to run that line. Then it writes a small backup to',
    'start from. It never overwrites a file, and a second run changes nothing.',
  ],
  options: {
    run: { type: 'boolean', short: 'y', summary: 'Run the line without asking' },
    yes: { type: 'boolean', summary: 'The same as --run' },
    'dry-run': { type: 'boolean', short: 'n', summary: 'Only say what would be done' },
    file: { type: 'string', short: 'f', placeholder: '<path>', summary: 'Where to write the backup (.mjs, .cjs, .js, .ts, .mts)' },
    package: {
      type: 'string',
      placeholder: '<spec>',
      summary: 'Install this instead of the version of this program: a range, a tag, a tarball',
    },
    json: { type: 'boolean', summary: 'Print the result as JSON on stdout; asks nothing' },
  },
  examples: [
    'npx @wedsync/backup-telemetry init',
    'npx @wedsync/backup-telemetry init --run --file scripts/nightly.mjs',
    'npx @wedsync/backup-telemetry init --dry-run --json',
  ],
  async run({ io, style, facts, values }) {
    const project = readProject(io);
    const plan = makePlan(project, facts, values.package);
    let file;
    try {
      file = chooseStarterFile(project, values.file);
    } catch (error) {
      io.stderr(`backup-telemetry: init: ${(error as Error).message}\n`);
      return EXIT.usage;
    }
    const run = runCommand(project, file, plan.setup === 'preset' ? undefined : preloadOf(project));
    const say = values.json ? () => {} : io.stdout;
    const line = plan.command && quoteCommand(plan.command);
    const notes = file.note === undefined ? plan.notes : [...plan.notes, file.note];

    say(`${renderFindings(project, { ...plan, notes }, style)}\n`);
    say(line === undefined ? 'Nothing to install: all packages are in place.\n' : `Install:\n  ${style.bold(line)}\n`);

    const dry = values['dry-run'];
    let install = plan.command !== undefined && !dry && (values.run || values.yes);
    if (plan.command !== undefined && !dry && !install && io.isTTY && !values.json) {
      const answer = await io.ask('Run it now? [Y/n] ');
      if (answer === undefined) {
        io.stderr('\nbackup-telemetry: init: stopped; nothing was written.\n');
        return EXIT.failed;
      }
      install = isYes(answer);
    }
    const exitCode = install && plan.command ? await runLine(plan.command) : undefined;
    const failed = exitCode !== undefined && exitCode !== 0;
    const written = !file.exists && !dry && !failed;
    if (written) {
      mkdirSync(dirname(file.path), { recursive: true });
      // `wx`: a file that appeared in the meantime is not overwritten either.
      writeFileSync(file.path, renderStarter({ project, plan, file, facts, run }), { flag: 'wx' });
    }

    if (failed) io.stderr(`backup-telemetry: init: the line ended with exit code ${exitCode}; nothing was written.\n`);
    else if (file.exists) say(`\n${file.shown} is there already and stays as it is.\n`);
    else say(`\n${written ? `${style.green('Wrote')} ${file.shown}` : `Would write ${file.shown}`}, a first backup to start from.\n`);
    const installed = line === undefined || exitCode === 0;
    if (!failed) say(`${installed ? 'Run it' : 'After the install, run it'}:\n  ${style.bold(run)}\n`);
    if (written && plan.setup === 'preset') say(WITHOUT_RECEIVER);

    if (values.json) {
      const starter = file.exists ? 'exists' : written ? 'written' : 'not written';
      io.stdout(
        `${JSON.stringify(toJson(project, { ...plan, notes }, { path: file.shown, state: starter, run }, exitCode), undefined, 2)}\n`,
      );
    }
    return failed ? EXIT.failed : EXIT.ok;

    async function runLine([program = '', ...args]: readonly string[]): Promise<number> {
      say('\n');
      return io.spawn({ command: program, args, cwd: io.cwd, output: values.json ? 'stderr' : 'inherit' });
    }
  },
});

/** What `node --import` must load first, so that a project's own SDK runs. */
function preloadOf({ host }: Project): string {
  if (host?.bootstrap !== undefined) return `./${host.bootstrap}`;
  return host?.preload ?? `<the file that starts ${host?.found.name ?? 'your SDK'}>`;
}

function isYes(answer: string): boolean {
  return /^(?:y|yes|)$/i.test(answer.trim());
}

function toJson(project: Project, plan: Plan, starter: Readonly<Record<string, unknown>>, exitCode: number | undefined): unknown {
  return {
    packageManager: project.packageManager,
    node: project.node.join('.'),
    openTelemetry: {
      setup: plan.setup,
      host:
        project.host && plan.setup !== 'preset'
          ? { package: project.host.found.name, version: project.host.found.version?.join('.') }
          : null,
      sdk: plan.line.stable,
      meaning: describeHost(project, plan),
    },
    install: { packages: plan.packages, command: plan.command ?? null, exitCode: exitCode ?? null },
    starter,
    notes: plan.notes,
  };
}
