// How much processor time a playbook's results take: 10,000 artifacts, printed, read and checked.
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../scripts/setup.mjs';
import { median, noteSeconds } from './support/compare.mjs';

const COUNT = 10_000;
/** What is right, and what is wrong in every field: each of the latter becomes several problems. */
const KINDS = {
  right: at => ({ dataType: 'ip', data: `10.0.${at >> 8}.${at & 255}`, tlp: 2, tags: ['c2'], message: 'Talked to it' }),
  wrong: at => ({ dataType: 'IP', data: at, tlp: 9, tags: [1, 2], message: 3, ioc: true })
};

function cpuSeconds(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export async function benchResults({ folder, rounds }) {
  const outfile = join(folder, 'playbook.mjs');
  buildSync({ entryPoints: [join(ROOT, 'src/playbook/index.ts')], bundle: true, format: 'esm', outfile });
  const { readResults, validateArtifact } = await import(pathToFileURL(outfile).href);
  for (const [kind, make] of Object.entries(KINDS)) {
    const artifacts = Array.from({ length: COUNT }, (_, at) => make(at));
    const text = artifacts.map(artifact => `${JSON.stringify(artifact)}\n`).join('');
    const outputs = [{ output_type: 'stream', name: 'stdout', text }];
    const notebook = { cells: [{ cell_type: 'code', metadata: { tags: ['artifacts'] }, outputs }] };
    if (readResults(notebook).artifacts.length !== COUNT) throw new Error('artifacts were lost');
    const read = Array.from({ length: rounds }, () => cpuSeconds(() => readResults(notebook)));
    const checked = Array.from({ length: rounds }, () =>
      cpuSeconds(() => artifacts.forEach(artifact => validateArtifact(artifact, { cell: 0, line: 1 })))
    );
    const detail = `of CPU; with reading the lines ${median(read).toFixed(3)} s`;
    noteSeconds(`validation of 10,000 artifacts, all ${kind}`, median(checked), 0.1, detail);
  }
}
