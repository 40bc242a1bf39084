// A worker for tests of the service: `cortex JOBDIR --events FILE --kernel-folder FOLDER`, or `--version`. What it does is
// told by the observable: words, one after the other.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [command, jobDir, , events, , kernelFolder] = process.argv.slice(2);
if (command === '--version') {
  process.stdout.write(`${process.env.FAKE_WORKER_VERSION ?? '1.2.3'}\n`);
  process.exit(0);
}

const input = JSON.parse(readFileSync(join(jobDir, 'input', 'input.json'), 'utf8'));
const notebook = input.config.input_paths[0];
const tell = event => appendFileSync(events, `${JSON.stringify({ notebook, ...event })}\n`);
const answer = output => writeFileSync(join(jobDir, 'output', 'output.json'), JSON.stringify(output));
const success = (more = {}) => ({
  success: true,
  full: { version: 1, status: 'completed', problems: [], notebooks: [{ name: notebook, html: '<div>é</div>' }] },
  summary: { taxonomies: [{ level: 'info', namespace: 'Fake', predicate: 'ran', value: basename(kernelFolder) }] },
  artifacts: [{ dataType: 'ip', data: '192.0.2.1', tlp: 2, tags: [] }],
  operations: [],
  ...more
});
const sleep = ms => new Promise(done => setTimeout(done, ms));

let isDeaf = false;
process.on('SIGTERM', () => {
  if (isDeaf) return;
  answer({ success: false, errorMessage: 'The worker was asked to end (SIGTERM) before the job was done.' });
  process.exit(1);
});

const STEPS = {
  /** Until a file of that name lies in the folder of the notebook. */
  async wait(name) {
    while (!existsSync(join(kernelFolder, name))) await sleep(10);
  },
  async events(count) {
    for (let cell = 0; cell < Number(count); cell += 1)
      tell({ kind: 'cellStarted', cell, atUtc: '2026-01-01T00:00:00.000Z' });
  },
  async deaf() {
    isDeaf = true;
  },
  async crash() {
    process.exit(3);
  },
  async print(text) {
    process.stdout.write(text);
  },
  async result(name) {
    answer(success({ artifacts: [{ dataType: 'domain', data: name, tlp: 2, tags: [] }] }));
    process.exit(0);
  },
  async environment() {
    answer(success({ operations: [{ type: 'Environment', names: Object.keys(process.env) }] }));
    process.exit(0);
  }
};

for (const word of String(input.data).split(' ')) {
  const [name, value] = word.split(':');
  await STEPS[name]?.(value);
}
answer(success());
process.exit(0);
