import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from '../../kit/source-files.js';

/** The units of `src/`, top to bottom: each may import units on lines above its own, and files of its own. */
export const LINES: readonly (readonly string[])[] = [
  ['semconv', 'errors'],
  ['untrusted', 'identity'],
  ['http'],
  ['sanitize', 'parsers', 'policy', 'events'],
  ['state'],
  ['job', 'conditions'],
  ['facts'],
  ['status', 'alerts'],
  ['reports'],
  ['page'],
  ['otlp'],
  ['node'],
  ['verify', 'drill', 'retention'],
  ['server'],
  ['monitor'],
  ['testing'],
  ['cli'],
  ['index'],
];

/** Only these may import `node:*`, an OpenTelemetry SDK, or each other. */
const NODE_UNITS = new Set(['node', 'verify', 'drill', 'retention', 'server', 'monitor', 'testing', 'cli']);

/** What these share with every other part of the package has to stand in a unit of its own: they import no more than these. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  http: ['errors', 'untrusted'],
  server: ['errors', 'untrusted', 'http', 'policy'],
};

/** What each may import from npm. A unit that is not here imports nothing, and so stays out of `.` and of every browser. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  job: ['@opentelemetry/api'],
  index: ['@opentelemetry/api'],
  sanitize: ['re2js'],
  policy: ['cronstrue', 'zod'],
  status: ['zod'],
  page: ['preact', 'preact/hooks'],
  otlp: ['zod', '@bufbuild/protobuf', '@bufbuild/protobuf/codegenv2'],
  // `node:crypto` is asked of the process where there is one, never imported: the package is bundled for the edge as well.
  http: ['node:crypto'],
  alerts: ['zod', 'p-limit', 'p-retry'],
  verify: ['aws4fetch'],
  // For its types: the package is an optional one of the host.
  node: ['yaml'],
  server: ['@hono/node-server', 'undici', 'zod'],
  // Peers of which a host installs the one that it needs.
  monitor: ['@photostructure/sqlite', 'pg', 'zod'],
  testing: ['expect', 'vitest'],
  // All of it is bundled.
  cli: ['jsonc-parser', 'yaml', 'zod'],
};

/** Says what breaks the import rule, one sentence per import; empty when all is well. */
export function findViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => importsOf(file).flatMap((target) => judge(file.path, target)));
}

function judge(path: string, target: string | undefined): string | [] {
  const unit = unitOf(path);
  const line = lineOf(unit);
  if (line < 0) return `${path}: "${unit}" is no unit of the import rule`;
  const free = NODE_UNITS.has(unit);
  if (target === undefined) return free ? [] : `${path} imports a name that is only known at run time`;
  if (!target.startsWith('.')) return mayImport(unit, target) ? [] : `${path} imports ${target}`;

  const other = unitOf(posix.join(posix.dirname(path), target));
  if (other === unit) return [];
  if (lineOf(other) < 0) return `${path} imports ${target}, outside every unit`;
  if (NODE_UNITS.has(other) && !free) return `${path} imports ${other}, which needs Node`;
  if (lineOf(other) >= line) return `${path} imports ${other}, which is not above ${unit}`;
  return UNITS[unit]?.includes(other) === false ? `${path} imports ${other}, which ${unit} does without` : [];
}

function mayImport(unit: string, target: string): boolean {
  return PACKAGES[unit]?.includes(target) === true || (NODE_UNITS.has(unit) && /^(?:node:|@opentelemetry\/)/.test(target));
}

/** `job/run.ts` is of the unit `job`, `semconv.ts` and `semconv/names.ts` are both of `semconv`. */
function unitOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.[jt]s$/, '');
}

function lineOf(unit: string): number {
  return LINES.findIndex((line) => line.includes(unit));
}

/** Everything a file imports, in whatever way, also as a type only; `undefined` for a specifier that is no literal. */
export function importsOf({ path, text }: SourceFile): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  const literal = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier)) {
      found.push(literal(node.moduleSpecifier));
    } else if (ts.isImportTypeNode(node)) {
      found.push(ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined);
    } else if (ts.isExternalModuleReference(node)) {
      found.push(literal(node.expression));
    } else if (ts.isCallExpression(node) && isLoader(node.expression)) {
      found.push(literal(node.arguments[0]));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

/** `import(...)`, `require(...)`, `require.resolve(...)`, `process.getBuiltinModule(...)`. */
function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return callee.name.text === 'getBuiltinModule' || (ts.isIdentifier(callee.expression) && callee.expression.text === 'require');
}
