/** Packages published as ES modules only: jest runs CommonJS, so swc translates them as it does our own files. */
const ES_MODULES = [
  'parse5',
  'entities',
  'htmlparser2',
  'markdown-it',
  'linkify-it',
  'mdurl',
  'uc.micro',
  'punycode.js'
];
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } }
    },
    module: { type: 'commonjs' }
  }
];
const shared = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/huntbook/labextension', '<rootDir>/.cache/', '<rootDir>/lib/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.(tsx?|jsx?|mjs)$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  setupFiles: ['<rootDir>/test/support/async-dispose.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts']
};
const suite = (displayName, options = {}) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/test/${displayName}/**/*.spec.ts`],
  ...options
});

const SEEDED = { setupFiles: [...shared.setupFiles, '<rootDir>/test/support/property-seed.ts'] };

/**
 * unit: pure and fast. components: what React draws, in jsdom. property: 20,000-run properties.
 * integration: real kernels and oracles.
 * e2e: the built commands as child processes, and chromium.
 * lab: a real JupyterLab with the built wheel, in chromium.
 */
export default {
  projects: [
    suite('unit'),
    suite('components', {
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/components/**/*.spec.tsx']
    }),
    suite('property', SEEDED),
    suite('integration', SEEDED),
    suite('e2e'),
    suite('lab', { setupFilesAfterEnv: ['<rootDir>/test/support/lab-patience.ts'] })
  ]
};
