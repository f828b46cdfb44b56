import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.cache/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { noInlineConfig: true },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A listener, a hook or a callback may be sync or async, whatever its type says: `() => void | Promise<void>`.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Whatever a job threw is thrown again as it was, also `undefined`, `0` and `''`.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
      // Callers in plain JavaScript pass what the types forbid, and checking for it is this package's work.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['src/**'],
    rules: {
      'max-lines': ['error', 250],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name what you export: the public API is written, not collected.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
      ],
    },
  },
  { files: ['src/cli/**'], rules: { 'no-console': 'off' } },
  // The probe brings no copy of OpenTelemetry's API into a host, so it knows the numbers of its enums.
  { files: ['src/cli/doctor/probe/**'], rules: { '@typescript-eslint/no-unsafe-enum-assignment': 'off' } },
  // Scanners read texts and tables by indices they have bounded themselves.
  { files: ['src/sanitize/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    // Types of test runners are extended by interfaces of theirs that take over all of ours; jest has its own in a namespace.
    files: ['src/testing/{jest,vitest}.ts'],
    rules: {
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
    },
  },
  {
    files: ['tests/**'],
    rules: { 'max-lines': ['error', 400] },
  },
  {
    files: ['tests/**', 'examples/**'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // What stands in for something async may be sync, and what is taken from an object here needs no `this`.
    files: ['scripts/**'],
    rules: { 'max-lines': ['error', 400], '@typescript-eslint/require-await': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // Without annotations everything is `any` here; promises are still watched.
    files: ['**/*.{js,mjs,cjs}'],
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-require-imports': 'off',
      'no-undef': 'off',
    },
  },
);
