// One report of the public API per entry, in tests/api. A change of the API shows there, in the same commit that made it.
// Fails for what nobody should have to publish: a name without a sentence, and a type in a signature that no entry exports.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const update = process.argv.includes('--update');
const root = resolve(import.meta.dirname, '../..');
interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly types: string } }>>;
}

const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as Manifest;
const entries = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : entry.import.types));
mkdirSync(resolve(root, '.cache/api'), { recursive: true });
/** Types that signatures of an entry name, and that it does not export itself. */
const unexported: { readonly entry: string; readonly type: string }[] = [];

for (const types of entries) {
  const name = basename(types, '.d.ts');
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: resolve(root, types),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            lib: ['ES2022', 'ESNext.Disposable'],
            types: ['node'],
            strict: true,
            skipLibCheck: true,
          },
          files: [resolve(root, types)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: resolve(root, 'tests/api'),
        reportTempFolder: resolve(root, '.cache/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // Everything exported is public; no release tags.
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
          'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
          // Judged below: another entry may export the type.
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: false },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      if (message.messageId === 'ae-forgotten-export') {
        unexported.push({ entry: name, type: /The symbol "(.+?)"/.exec(message.text)?.[1] ?? message.text });
        message.logLevel = ExtractorLogLevel.None;
      }
      // The one message of each run that is about the tool, not about the API.
      if (message.messageId.startsWith('console-') && message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
    },
  });
  if (!result.succeeded) {
    fail(`The API of ${name} differs: compare tests/api/${name}.api.md with .cache/api/${name}.api.md.
If that was meant: npm run check -- --update`);
  }
}

const reports = entries.map((types) => reportOf(basename(types, '.d.ts')));
const exported = new Set(reports.flatMap(({ text }) => [...text.matchAll(/^export (?:[a-z]+ )+(\w+)/gm)].map(([, symbol]) => symbol)));
for (const { entry, type } of unexported) {
  if (!exported.has(type)) fail(`A signature of ${entry} names \`${type}\`, which no entry of the package exports.`);
}
for (const { name, text } of reports) {
  for (const symbol of undocumentedIn(text)) fail(`${symbol} of ${name} has no TSDoc: say what one gets, with units and defaults.`);
}

function reportOf(name: string): { readonly name: string; readonly text: string } {
  return { name, text: readFileSync(resolve(root, `.cache/api/${name}.api.md`), 'utf8') };
}

/** What stands below each mark of API Extractor for a missing sentence. */
function undocumentedIn(report: string): readonly string[] {
  return [...report.matchAll(/^ *\/\/ (?:@\w+ )?\(undocumented\)\n *(.+)$/gm)].map(([, line = '']) => `\`${line}\``);
}

function fail(sentence: string): void {
  process.exitCode = 1;
  console.error(sentence);
}
