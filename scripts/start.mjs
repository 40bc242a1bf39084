// npm start: set-up, then the main job on real input. A day of Suricata events is made and served by the embedded
// Scirius; a job folder is made as Cortex makes it; the worker that was built into dist/cortex/ runs the IP playbook on a
// real kernel, which asks that Scirius; and its result is shown. Then JupyterLab opens with the playbook, until Ctrl-C;
// `npm start -- --no-lab` and CI=true end before that.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { startScirius } from './demo-scirius.mjs';
import { ensureLab, openLab } from './lab.mjs';
import { preparePlayground } from './playground.mjs';
import { showResult } from './show-result.mjs';
import { ensureBuild, ensurePackages, ensurePython, PYTHON, ROOT, runScript, SetupError } from './setup.mjs';

const DEMO = join(ROOT, 'demo');
const DEFINITION = join(ROOT, 'dist/cortex/analyzers/Huntbook/Huntbook_Analyzer.json');
const OBSERVABLE = { dataType: 'ip', data: '203.0.113.66' };

/** Source: Cortex 4.1 `JobRunnerSrv.scala`: a private folder with input/input.json; unset items arrive as null. */
function makeJobFolder(definition, scirius) {
  const folder = join(DEMO, `cortex-job-demo-${Date.now()}`);
  for (const part of ['input', 'output']) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  const unset = Object.fromEntries(
    definition.configurationItems.map(({ name, defaultValue }) => [name, defaultValue ?? null])
  );
  const input = {
    ...OBSERVABLE,
    tlp: 2,
    pap: 2,
    message: '',
    parameters: { organisation: 'demo', user: 'analyst@example.org' },
    config: {
      ...unset,
      ...definition.config,
      input_hostname: join(ROOT, 'examples'),
      input_paths: ['scirius-ip.ipynb'],
      scirius_host: scirius.url,
      scirius_token: scirius.token,
      output_hostname: DEMO,
      output_folder: 'executed',
      any_generate_html: true,
      any_python: PYTHON,
      jobTimeout: 30,
      proxy_http: null,
      proxy_https: null,
      cacerts: null,
      auto_extract_artifacts: false
    }
  };
  writeFileSync(join(folder, 'input', 'input.json'), JSON.stringify(input), { mode: 0o600 });
  return folder;
}

const wantsLab = !process.argv.includes('--no-lab') && process.env.CI !== 'true';

/** Starts what the definition names, as Cortex' process runner does: `[command, jobFolder]`, no shell. */
function runWorker(definition, folder) {
  const command = resolve(dirname(dirname(DEFINITION)), definition.command);
  const startedAtMs = Date.now();
  const child = spawn(command, [folder], { cwd: dirname(dirname(command)), stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => printed.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', error => fail(new SetupError(`The worker could not be started: ${error.message}`)));
    child.on('close', () => done({ startedAtMs, endedAtMs: Date.now(), printed: Buffer.concat(printed).toString() }));
  });
}

async function runDemoJob(definition, scirius) {
  console.log(`  Scirius     ${scirius.said}`);
  const folder = makeJobFolder(definition, scirius);
  console.log(`  job folder  ${relative(ROOT, folder)}`);
  console.log(`  worker      ${relative(ROOT, resolve(dirname(dirname(DEFINITION)), definition.command))}`);
  const { printed, ...times } = await runWorker(definition, folder);
  const answer = join(folder, 'output', 'output.json');
  const output = JSON.parse(readFileSync(answer, 'utf8'));
  return showResult(output, {
    demo: DEMO,
    root: ROOT,
    times: { ...times, answeredAtMs: statSync(answer).mtimeMs },
    printed
  });
}

/** JupyterLab on the examples, whose query cells ask the embedded Scirius as long as it is open. */
async function openPlayground(scirius) {
  console.log('\nJupyterLab, with the playbook to try (Ctrl-C ends it)');
  await ensureLab();
  return openLab(preparePlayground(scirius));
}

await runScript(async () => {
  console.log('Set-up');
  await ensurePackages();
  await ensurePython('demo');
  await ensureBuild();

  console.log(`\nThe main job: Cortex hands over the observable ${OBSERVABLE.data}`);
  rmSync(DEMO, { recursive: true, force: true });
  const definition = JSON.parse(readFileSync(DEFINITION, 'utf8'));
  mkdirSync(DEMO, { recursive: true, mode: 0o700 });
  const scirius = await startScirius(DEMO);
  try {
    const status = await runDemoJob(definition, scirius);
    return status !== 0 || !wantsLab ? status : await openPlayground(scirius);
  } finally {
    await scirius.stop();
  }
});
