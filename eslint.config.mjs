import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import importX from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import tsdoc from 'eslint-plugin-tsdoc';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom (architecture.md, "Rooms"). A room sees itself, what is listed, and what every room may use.
 * To allow an edge, change this table and say why in docs/decisions/.
 */
const COMPANION = 'companion/src';
const ROOMS = {
  'src/json': [],
  'src/playbook': [],
  'src/scirius': [],
  'src/query-cells': [],
  'src/charts': [],
  'src/service-api': [],
  'src/full-report': [],
  'src/report': ['src/playbook', 'src/charts'],
  'src/lab': [
    ...['src/playbook', 'src/report', 'src/full-report', 'src/charts', 'src/scirius', 'src/query-cells'],
    ...['src/service-api', 'src/tokens.ts']
  ],
  [`${COMPANION}/notebook`]: [],
  [`${COMPANION}/http`]: [],
  [`${COMPANION}/scirius`]: [`${COMPANION}/http`, 'src/scirius'],
  [`${COMPANION}/kernel`]: [`${COMPANION}/http`],
  [`${COMPANION}/storage`]: [`${COMPANION}/http`],
  [`${COMPANION}/owner`]: [],
  [`${COMPANION}/jupyter`]: ['http', 'kernel', 'storage', 'owner'].map(room => `${COMPANION}/${room}`),
  [`${COMPANION}/parameters`]: [`${COMPANION}/notebook`],
  [`${COMPANION}/execution`]: [`${COMPANION}/kernel`, `${COMPANION}/notebook`],
  [`${COMPANION}/query-cells`]: [`${COMPANION}/notebook`, `${COMPANION}/parameters`, 'src/query-cells'],
  [`${COMPANION}/materialise`]: [`${COMPANION}/notebook`, 'src/charts'],
  [`${COMPANION}/samples`]: [],
  [`${COMPANION}/eve`]: ['src/scirius'],
  [`${COMPANION}/doctor`]: [
    ...['cortex', 'kernel', 'parameters', 'notebook', 'samples', 'owner', 'storage'].map(
      room => `${COMPANION}/${room}`
    ),
    'src/playbook'
  ],
  [`${COMPANION}/cortex`]: [
    ...['execution', 'storage', 'parameters', 'notebook', 'http', 'query-cells', 'materialise', 'owner', 'jupyter'].map(
      room => `${COMPANION}/${room}`
    ),
    'src/playbook',
    'src/report',
    'src/full-report'
  ],
  [`${COMPANION}/service`]: [
    ...['cortex', 'parameters', 'notebook', 'samples', 'execution', 'materialise'].map(room => `${COMPANION}/${room}`),
    'src/service-api'
  ]
};
const EVERY_ROOM = ['src/json', 'src/problem.ts', 'src/failure.ts', 'src/secret.ts', 'src/redaction.ts'];

const zones = Object.entries(ROOMS).map(([room, allowed]) => ({
  target: `./${room}`,
  from: '.',
  except: [...new Set([room, ...allowed, ...EVERY_ROOM, 'node_modules', 'companion/node_modules'])].map(
    path => `./${path}`
  ),
  message:
    `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}` +
    `, besides ${EVERY_ROOM.join(', ')}. Hand the thing in as an option, or move it to the room that owns it.`
}));

/** What the maintainers of JupyterLab enforce, all of it but what is about galata, which the tests do not use. */
const JUPYTER_RULES = Object.keys(jupyter.rules).filter(
  rule => !/^galata-|^require-soft-assertions|^no-schema-enum$/u.test(rule)
);

const PURE_ROOMS = ['json', 'playbook', 'report', 'full-report', 'charts', 'scirius', 'query-cells', 'service-api'];
const PURE = [...PURE_ROOMS.map(room => `src/${room}/**`), 'src/*.ts'];

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', 'lib/', '.venv/', '.cache/', 'huntbook/', 'demo/', 'playbooks/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        require: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        performance: 'readonly',
        fetch: 'readonly'
      }
    }
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX, tsdoc },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [
        importX.createNodeResolver({
          extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
          extensions: ['.ts', '.tsx', '.js']
        })
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/extensions': ['.ts', '.tsx']
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
      eqeqeq: 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'tsdoc/syntax': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSTypeReference[typeName.name="Html"]',
          message: 'Only src/report/html.ts mints Html. Build it with html``, text() or join().'
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals and a table.' }
      ]
    }
  },
  {
    // They see a DOM, which the other rooms must not: a program of their own.
    files: ['src/lab/**', 'src/index.ts', 'src/tokens.ts'],
    languageOptions: { parserOptions: { projectService: false, project: ['src/lab/tsconfig.json'] } },
    plugins: { jupyter },
    rules: {
      // Lumino's signals take the receiver beside the method.
      '@typescript-eslint/unbound-method': 'off',
      ...Object.fromEntries(JUPYTER_RULES.map(rule => [`jupyter/${rule}`, 'error']))
    }
  },
  {
    files: ['test/components/**'],
    languageOptions: { parserOptions: { projectService: false, project: ['test/components/tsconfig.json'] } },
    rules: { '@typescript-eslint/unbound-method': 'off' }
  },
  { files: ['src/report/html.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: PURE,
    ignores: ['src/index.ts', 'src/tokens.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'window', 'document', 'fetch', 'console', 'setTimeout'],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', '@jupyterlab/*', '@lumino/*', 'react*'],
              message: 'Pure rooms run in the browser and in Node alike: no Node, no DOM, no JupyterLab.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/no-identical-title': 'error',
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'assert*', 'fc.assert', 'check*'] }],
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': 'off',
      'jest/no-done-callback': 'error',
      'tsdoc/syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-console': 'off'
    }
  }
);
