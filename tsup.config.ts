import { resolve } from 'node:path';
import { defineConfig, type Options } from 'tsup';

const COMMAND_LINE: Options = {
  format: ['esm'],
  splitting: false,
  target: 'node20',
  // All but a package with a program for each platform, and one that `pg` tries to load and does without.
  noExternal: [/^(?!\.\/cli-|@photostructure\/sqlite$|pg-native$)/],
  banner: {
    // CommonJS packages inside an ES module bundle still call `require` for Node's own modules.
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
};

/** Half the size; names stay, since the class of an error is one. */
function withoutSpace(options: { minifyWhitespace?: boolean; minifySyntax?: boolean }): void {
  options.minifyWhitespace = true;
  options.minifySyntax = true;
}

export default defineConfig([
  {
    // One entry per subpath of "exports" in package.json.
    entry: {
      index: 'src/index.ts',
      semconv: 'src/semconv.ts',
      sanitize: 'src/sanitize/index.ts',
      alerts: 'src/alerts/index.ts',
      policy: 'src/policy/index.ts',
      parsers: 'src/parsers/index.ts',
      facts: 'src/facts/index.ts',
      node: 'src/node/index.ts',
      register: 'src/node/register.ts',
      testing: 'src/testing/index.ts',
      'testing-vitest': 'src/testing/vitest.ts',
      'testing-jest': 'src/testing/jest.ts',
    },
    format: ['esm', 'cjs'],
    dts: true,
    // Subpaths share their chunks, so that a program importing two of them has one copy of their state.
    splitting: true,
    treeshake: true,
    target: 'node20',
    esbuildOptions(options) {
      // `import.meta.url` is asked for where `__filename` is not there: tsup's stand-in for it fails in a bundle of another format.
      options.logOverride = { 'empty-import-meta': 'silent' };
    },
    external: [/^@opentelemetry\//, 'expect', 'vitest'],
    // The package depends on nothing but zod.
    noExternal: ['cronstrue'],
    clean: ['!cli*', '!doctor-probe.js'],
    // JSON files for other languages: copied as they are.
    publicDir: 'src/alerts/published',
  },
  {
    // What starts, and all of `exec` that its command waits for, in one small file. The rest is loaded beside it.
    // CommonJS: the loader of ES modules alone would take a sixth of the time that a command may wait.
    ...COMMAND_LINE,
    format: ['cjs'],
    banner: { js: '#!/usr/bin/env node' },
    esbuildOptions(options) {
      withoutSpace(options);
      // It has no class whose name anybody reads, and is compiled while the command waits.
      options.minifyIdentifiers = true;
    },
    entry: { cli: 'src/cli/main.ts' },
    external: ['./cli-commands.js', './cli-telemetry.js'],
  },
  {
    // The command line holds all it needs: `npx` installs nothing else.
    ...COMMAND_LINE,
    entry: {
      cli: 'src/cli/main.ts',
      'cli-commands': 'src/cli/cli-commands.ts',
      'cli-telemetry': 'src/cli/cli-telemetry.ts',
      'doctor-probe': 'src/cli/doctor/probe/main.ts',
    },
    external: ['./cli-commands.js', './cli-telemetry.js', '@photostructure/sqlite', 'pg-native'],
    esbuildOptions(options) {
      // The adapter is a dependency of no installation: it is inside. Its CommonJS form is run only where a server is started; the other
      // one would have every command load `node:http2`, which takes longer than all else that they load.
      withoutSpace(options);
      options.minifyIdentifiers = true;
      options.keepNames = true;
      options.alias = { '@hono/node-server': resolve('node_modules/@hono/node-server/dist/index.cjs') };
    },
    // The schema of the policy file, for editors; each part of this configuration copies one folder.
    publicDir: 'src/policy/published',
  },
]);
