import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.js';

// Programs, sockets and package registries have bad moments on a busy machine: there, and only there, a test gets a second try, and
// the closing lines name it. Locally, and for unit tests anywhere, the first failure counts.
const retry = process.env['CI'] ? 1 : 0;

export default defineConfig({
  test: {
    pool: 'forks',
    // The second says the counts on a line of their own, in a form that needs no knowledge of Vitest.
    reporters: ['default', './tests/closing-line.ts'],
    // The same text, times and numbers on every machine.
    env: { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC', NO_COLOR: '1' },
    exclude: [...configDefaults.exclude, 'dist/**'],
    sequence: { sequencer: LongestFirst },
    projects: [
      // The limit judges nothing: on a busy machine a test may take long.
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], maxWorkers: 2, testTimeout: 30_000 } },
      // What is said of the repository itself. It asks npm and Go, and runs the scripts.
      { extends: true, test: { name: 'repo', retry, include: ['tests/repo/**/*.test.ts'], maxWorkers: 2, testTimeout: 30_000 } },
      {
        extends: true,
        test: {
          name: 'integration',
          retry,
          maxWorkers: 2,
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Packs the package and installs it elsewhere: after what measures time, so that it disturbs none of it.
        extends: true,
        test: {
          name: 'compat',
          retry,
          include: ['tests/compat/**/*.test.ts'],
          globalSetup: ['tests/compat/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // The real programs, which `npm run tools` builds. They mostly wait: three files at once take little more than a third of the time.
        extends: true,
        test: {
          name: 'stack',
          retry,
          include: ['tests/stack/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The packed package in every kind of host, by every package manager. Minutes of installing: only in CI, or when asked for.
        extends: true,
        test: {
          name: 'hosts',
          retry,
          include: ['tests/hosts/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          maxConcurrency: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // They run in processes of their own, where their tests watch them from outside.
      exclude: [
        'src/cli/{main,cli-commands,cli-telemetry}.ts',
        'src/cli/{doctor,exec,monitor,script,status,telemetry}/**',
        'src/monitor/record-routes.ts',
        'src/node/register.ts',
        // What nobody wrote.
        'src/otlp/generated/**',
      ],
      reporter: [['text', { skipFull: true }], 'html'],
      thresholds: { lines: 95, branches: 90, functions: 95, statements: 95 },
    },
  },
});
