// npm test: all set-up, then every check and every suite; the last line sums them.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ensureLab } from './lab.mjs';
import {
  ensureBuild,
  ensureDebianPackages,
  ensureHubs,
  ensureOldNode,
  ensureOtherKernels,
  ensurePackages,
  ensureProxyPython,
  ensurePython,
  PYTHON,
  ROOT,
  runScript
} from './setup.mjs';

const DEBIAN_PACKAGES = {
  chromium: { isThere: 'command -v chromium', package: 'chromium' },
  R: { isThere: 'command -v Rscript', package: 'r-base-core' },
  Ruby: { isThere: 'command -v ruby', package: 'ruby' },
  IRkernel: { isThere: `Rscript -e 'library("IRkernel")'`, package: 'r-cran-irkernel' }
};
const CHECKS = [
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['types of the pure rooms', ['tsc', '-p', 'tsconfig.pure.json']],
  ['types of the JupyterLab extension', ['tsc', '-p', 'src/lab', '--noEmit']],
  ['types of the tests of components', ['tsc', '-p', 'test/components']],
  ['lint', ['eslint', '.']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']]
];
/** A suite that hangs must not cost CI its whole time; the slowest takes a quarter of this. */
const SUITE_LIMIT_MS = 25 * 60_000;
const SUITES = ['unit', 'components', 'property', 'integration', 'e2e', 'lab'];

const environment = {
  ...process.env,
  HUNTBOOK_TEST_PYTHON: PYTHON,
  CHROMIUM_BIN: process.env.CHROMIUM_BIN ?? 'chromium'
};

function run(command, args) {
  return new Promise(resolve => {
    const child = spawn(isAbsolute(command) ? command : join(ROOT, 'node_modules', '.bin', command), args, {
      cwd: ROOT,
      env: environment,
      stdio: 'inherit',
      timeout: SUITE_LIMIT_MS
    });
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
}

async function runCheck([title, [command, ...args]]) {
  const passed = (await run(command, args)) === 0;
  console.log(`${passed ? 'PASS' : 'FAIL'} check: ${title}`);
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

async function runSuite(suite) {
  const file = join(ROOT, '.cache', `jest-${suite}.json`);
  rmSync(file, { force: true });
  await run('jest', ['--selectProjects', suite, '--json', '--outputFile', file, '--maxWorkers', '2']);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: result.numPassedTests,
    // A suite can fail without a failed test, for example when a file of it holds none.
    failed: Math.max(result.numFailedTests + result.numRuntimeErrorTestSuites, result.success ? 0 : 1),
    skipped: result.numPendingTests + result.numTodoTests
  };
}

/** The Python package: pytest writes its counts in JUnit's format. */
async function runPython() {
  const file = join(ROOT, '.cache', 'pytest.xml');
  rmSync(file, { force: true });
  const args = ['-m', 'pytest', 'test/python', '-q', '-p', 'no:cacheprovider', `--junitxml=${file}`];
  const code = await run(PYTHON, args);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const text = readFileSync(file, 'utf8');
  const count = name => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1]);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return { passed: count('tests') - failed - skipped, failed: Math.max(failed, code === 0 ? 0 : 1), skipped };
}

await runScript(async () => {
  const started = performance.now();
  console.log('Set-up');
  await ensurePackages();
  await ensurePython('oracles');
  await ensureProxyPython();
  await ensureHubs();
  await ensureDebianPackages(DEBIAN_PACKAGES);
  await ensureOtherKernels();
  if (process.platform === 'linux' && process.arch === 'x64') await ensureOldNode();
  await ensureBuild();
  await ensureLab();

  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = part => Object.keys(total).forEach(key => (total[key] += part[key]));
  for (const check of CHECKS) add(await runCheck(check));
  for (const suite of [...SUITES, 'python']) {
    const startMs = performance.now();
    add(await (suite === 'python' ? runPython() : runSuite(suite)));
    console.log(`suite ${suite}: ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  }
  console.log(`All of it took ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
});
