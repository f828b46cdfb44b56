import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { describeBare, hostFolder, runProgram } from './run-program.js';

/** Everything that a built file and the chunks behind it import from outside the package. */
function importsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const found = new Set<string>();
  if (seen.has(file)) return found;
  seen.add(file);
  const text = readFileSync(join(hostFolder('bare'), 'node_modules/@wedsync/backup-telemetry/dist', file), 'utf8');
  for (const [, target = ''] of text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"']+)["']/g)) {
    if (!target.startsWith('.')) found.add(target);
    else for (const further of importsOf(join(dirname(file), target), seen)) found.add(further);
  }
  return found;
}

describeBare('the packed package where only the oldest allowed OpenTelemetry API is installed', () => {
  test.each(['plain.mjs', 'plain.cjs'])('runs the job of %s and says nothing', async (program) => {
    const end = await runProgram('bare', program);
    expect(end).toMatchObject({ code: 0, stderr: '', result: { stored: 's3-object' } });
  });

  test.each(['start-without-sdk.mjs', 'start-without-sdk.cjs'])(
    'names the missing package and the line to run in %s, whose backup runs all the same',
    async (program) => {
      const end = await runProgram('bare', program);
      expect(end).toMatchObject({ code: 0, result: { stored: 's3-object' } });
      expect(end.stderr).toMatch(
        /^\[backup-telemetry\] warn: Telemetry is not started: @opentelemetry\/(?:sdk|exporter)-\S+ is not installed\. Run: npm install .*@opentelemetry\/.*\n$/,
      );
    },
  );

  test.each([
    ['index.js', ['@opentelemetry/api']],
    ['index.cjs', ['@opentelemetry/api']],
    ['semconv.js', []],
    ['semconv.cjs', []],
  ])('imports nothing in dist/%s but %j', (file, expected) => {
    expect([...importsOf(file)]).toEqual(expected);
  });
});
