// `huntbook run` beside nb-cli (a Rust runner without parameters, metadata, checkpoints) and papermill.
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interleave, measure, note } from './support/compare.mjs';
import { store, trivial } from './support/notebooks.mjs';

const text = lines => (Array.isArray(lines) ? lines.join('') : lines);
/** What a notebook's cells gave, without ids and times. */
const resultsOf = path =>
  JSON.parse(readFileSync(path, 'utf8'))
    .cells.filter(({ id }) => id?.startsWith('cell-'))
    .map(({ outputs }) => outputs.map(({ output_type: type, data }) => `${type} ${text(data?.['text/plain'] ?? '')}`));

export async function benchRunNotebook({ folder, huntbook, bin, python, rounds }) {
  for (const count of [1, 200]) {
    const source = store(join(folder, `trivial-${count}.ipynb`), trivial(count));
    const out = name => join(folder, `${name}-${count}.ipynb`);
    const inFolder = {
      cwd: folder,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, VIRTUAL_ENV: join(bin, '..') }
    };
    const variants = [
      {
        name: 'huntbook',
        run: () =>
          measure([...huntbook, 'run', source, out('huntbook'), '-p', 'speed', '1', '--python', python], inFolder)
      },
      {
        name: 'nb-cli',
        run: () => {
          copyFileSync(source, out('nb-cli'));
          return measure([join(bin, 'nb'), 'execute', out('nb-cli')], inFolder);
        }
      },
      {
        name: 'papermill',
        run: () => measure([join(bin, 'papermill'), '-p', 'speed', '1', source, out('papermill')], inFolder)
      }
    ];
    const figures = await interleave(variants, rounds);
    const [ours, theirs, papermills] = variants.map(({ name }) => JSON.stringify(resultsOf(out(name))));
    if (ours !== theirs || ours !== papermills) throw new Error(`the results of ${count} cells differ`);
    const wall = name => figures[name].wall;
    const detail = variants.map(({ name }) => `${name} ${wall(name).toFixed(2)} s`).join(', ');
    note(
      `run, ${count} trivial cells, wall time beside nb-cli`,
      wall('huntbook') / wall('nb-cli'),
      ['<=', 1.15],
      detail
    );
    note(
      `run, ${count} trivial cells, papermill beside ours`,
      wall('papermill') / wall('huntbook'),
      ['>=', count === 1 ? 1.6 : 5],
      detail
    );
  }
}
