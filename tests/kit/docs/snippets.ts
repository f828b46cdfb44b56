import { resolve } from 'node:path';
import ts from 'typescript';
import { readSourceFiles } from '../source-files.js';
import { fencesOf, readPages, ROOT } from './pages.js';

/** A piece of code that somebody will copy. */
export interface Snippet {
  /** Where it stands, such as `README.md:12`. */
  readonly where: string;
  readonly language: 'ts' | 'js';
  readonly code: string;
}

/** Every TypeScript and JavaScript block of the pages. */
export function snippetsOfPages(): readonly Snippet[] {
  return readPages()
    .flatMap(fencesOf)
    .flatMap(({ page, line, language, code }) =>
      language === 'ts' || language === 'js' ? [{ where: `${page}:${String(line)}`, language, code }] : [],
    );
}

/** The `@example` of every declaration in src. One that imports nothing gets what it documents imported. */
export function snippetsOfSource(): readonly Snippet[] {
  return readSourceFiles().flatMap(({ path, text }) => {
    const found: Snippet[] = [];
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      for (const tag of ts.getJSDocTags(node)) {
        if (tag.tagName.text !== 'example' || tag.parent.parent !== node) continue;
        const line = file.getLineAndCharacterOfPosition(tag.getStart()).line + 1;
        const code = /```ts\n([^]*?)```/.exec(ts.getTextOfJSDocComment(tag.comment) ?? '')?.[1] ?? 'an example without a ts block';
        const own = nameOf(node);
        const imports = !/^import /m.test(code) && own !== undefined ? `import { ${own} } from '${moduleOf(path)}';\n` : '';
        found.push({ where: `src/${path}:${String(line)}`, language: 'ts', code: imports + code });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/** Type-checks snippets together, each as a module of its own; one sentence for each problem. */
export function checkSnippets(snippets: readonly Snippet[]): readonly string[] {
  const files = new Map(snippets.map((snippet, index) => [fileOf(snippet, index), snippet]));
  const options: ts.CompilerOptions = {
    ...readTsconfig(),
    checkJs: true,
    // Blocks show what to call, not what to do with the result.
    noUnusedLocals: false,
    noUnusedParameters: false,
    paths: {
      '@wedsync/backup-telemetry': [resolve(ROOT, 'src/index.ts')],
      '@wedsync/backup-telemetry/semconv': [resolve(ROOT, 'src/semconv.ts')],
      '@wedsync/backup-telemetry/sanitize': [resolve(ROOT, 'src/sanitize/index.ts')],
      '@wedsync/backup-telemetry/alerts': [resolve(ROOT, 'src/alerts/index.ts')],
      '@wedsync/backup-telemetry/policy': [resolve(ROOT, 'src/policy/index.ts')],
      '@wedsync/backup-telemetry/parsers': [resolve(ROOT, 'src/parsers/index.ts')],
      '@wedsync/backup-telemetry/facts': [resolve(ROOT, 'src/facts/index.ts')],
      '@wedsync/backup-telemetry/node': [resolve(ROOT, 'src/node/index.ts')],
      '@wedsync/backup-telemetry/testing': [resolve(ROOT, 'src/testing/index.ts')],
      '@wedsync/backup-telemetry/testing/vitest': [resolve(ROOT, 'src/testing/vitest.ts')],
      '@wedsync/backup-telemetry/register': [resolve(ROOT, 'src/node/register.ts')],
    },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => (files.has(path) ? textOf(files.get(path)) : readFile(path));
  host.getSourceFile = (path, ...rest) => {
    const snippet = files.get(path);
    return snippet ? ts.createSourceFile(path, textOf(snippet), ts.ScriptTarget.Latest, true) : getSourceFile(path, ...rest);
  };
  const standIns = resolve(import.meta.dirname, 'stand-ins.d.ts');
  const program = ts.createProgram([...files.keys(), standIns], options, host);
  return [...files].flatMap(([path, { where }]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

function textOf(snippet: Snippet | undefined): string {
  return `${snippet?.code ?? ''}\nexport {};\n`;
}

/** In the root, so that imports are resolved as in a program of this repository. */
function fileOf({ language }: Snippet, index: number): string {
  return resolve(ROOT, `snippet-${String(index)}.m${language}`).replaceAll('\\', '/');
}

function readTsconfig(): ts.CompilerOptions {
  const path = resolve(ROOT, 'tsconfig.json');
  const config: unknown = ts.readConfigFile(path, (name) => ts.sys.readFile(name)).config;
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, ROOT).options;
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isVariableStatement(node)) node = node.declarationList.declarations[0] ?? node;
  const { name } = node as Partial<ts.NamedDeclaration>;
  return name && ts.isIdentifier(name) ? name.text : undefined;
}

function moduleOf(path: string): string {
  return `./src/${path.replace(/\.ts$/, '.js')}`;
}
