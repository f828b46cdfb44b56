// Writes src/otlp/generated, the messages of OTLP's logs, anew. It needs Python and a network, so it is run by hand when OTLP has a new version:
//   node --import tsx scripts/generate/otlp-messages.ts
// The descriptors come from PyPI, because OpenTelemetry publishes none on npm.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createPythonVenv } from '../../tests/kit/python-venv.js';

const PROTOCOL = 'opentelemetry-proto==1.45.2';
const BUF = '@bufbuild/buf@1.75.0';
const PLUGIN = '@bufbuild/protoc-gen-es@2.17.0';
const TARGET = resolve(import.meta.dirname, '../../src/otlp/generated');

const DESCRIPTORS = `
import sys
from google.protobuf import descriptor_pb2
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2
files, seen = descriptor_pb2.FileDescriptorSet(), set()
def add(file):
    if file.name in seen: return
    seen.add(file.name)
    for one in file.dependencies: add(one)
    file.CopyToProto(files.file.add())
add(logs_service_pb2.DESCRIPTOR)
open(sys.argv[1], 'wb').write(files.SerializeToString())
`;

const folder = mkdtempSync(join(tmpdir(), 'otlp-messages-'));
try {
  const python = await createPythonVenv([PROTOCOL]);
  const descriptors = join(folder, 'otlp.binpb');
  await python.run('-c', DESCRIPTORS, descriptors).finally(python.remove);
  const plugin = { local: ['npx', '--yes', PLUGIN], out: folder, opt: ['target=ts', 'import_extension=js'] };
  const template = JSON.stringify({ version: 'v2', plugins: [plugin] });
  execFileSync('npx', ['--yes', BUF, 'generate', '--template', template, descriptors], { cwd: folder, stdio: 'inherit' });
  const style = await resolveConfig(join(TARGET, 'logs.ts'));
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('_pb.ts'))) {
    const source = flatten(readFileSync(join(folder, path), 'utf8'));
    writeFileSync(join(TARGET, fileName(path)), await format(source, { ...style, parser: 'typescript' }));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** All files in one folder, named as every file here, without the comments, which say what the types say. */
function flatten(source: string): string {
  const imports = source.replace(/from "[./]+[^"]*?([a-z_]+)_pb\.js"/g, (_, name: string) => `from "./${fileName(name)}.js"`);
  const code = imports.replace(/\/\*\*(?:(?!\*\/)[^])*\*\/\n/g, '').replace(/^\s*\/\/.*\n|\/\* eslint-disable \*\/\n/gm, '');
  return `// Generated from ${PROTOCOL} by scripts/generate/otlp-messages.ts. Do not edit by hand.\n${code.trimStart()}`;
}

function fileName(path: string): string {
  return basename(path).replace('_pb', '').replaceAll('_', '-');
}
