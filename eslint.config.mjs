// Rules for our JavaScript: defects, not taste (formatting is .editorconfig's).
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['build/**', 'node_modules/**', 'var/**'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      'no-constant-condition': ['error', { checkLoops: false }],
    },
  },
  {
    files: ['web/**', 'offline/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker, __OW_DEBUG__: 'readonly', __OW_PROGRAM__: 'readonly' } },
    rules: {
      'no-restricted-syntax': ['error', {
        selector: String.raw`Literal[regex.pattern=/\(\?<[!=]/]`,
        message: 'Safari before 16.4 has no lookbehind: the script that holds one does not run there at all.',
      }],
    },
  },
  {
    // What emcc merges into its glue: its macros and runtime are in scope.
    files: ['web/bridges/*/library.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        mergeInto: 'readonly', addToLibrary: 'readonly', LibraryManager: 'readonly', Module: 'readonly',
        UTF8ToString: 'readonly', stringToUTF8: 'readonly', lengthBytesUTF8: 'readonly', stringToNewUTF8: 'readonly',
        HEAP8: 'readonly', HEAPU8: 'readonly', HEAP32: 'readonly', HEAPU32: 'readonly', HEAPF32: 'readonly',
        HEAPF64: 'readonly', wasmMemory: 'readonly', _malloc: 'readonly', _free: 'readonly', makeDynCall: 'readonly',
        autoAddDeps: 'readonly', specialHTMLTargets: 'writable', GL: 'readonly',
      },
    },
    rules: { 'no-unused-vars': 'off', 'no-undef': 'off' },
  },
  {
    files: ['tests/**', 'tools/**', '*.mjs'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
