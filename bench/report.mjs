// `huntbook report` beside `jupyter nbconvert --template classic` on 500 cells and 5 MB, in cold processes; and how much
// memory the worker needs for a notebook of that size.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { interleave, measure, note } from './support/compare.mjs';
import { prepareJob, readResult } from './support/cortex-job.mjs';
import { largeNotebook } from './support/large-notebook.mjs';
import { notebook, store } from './support/notebooks.mjs';

/** Text that both reports must show, taken from the notebook: one line of every fiftieth printed output. */
function assertSameContent(source, pages) {
  const printed = JSON.parse(readFileSync(source, 'utf8'))
    .cells.flatMap(({ outputs = [] }) => outputs)
    .filter(({ output_type: type }) => type === 'execute_result')
    .map(({ data }) => /<t[hd]>([\w.:/-]{4,})<\/t[hd]>/.exec([data?.['text/html'] ?? ''].flat().join(''))?.[1])
    .filter(word => word !== undefined);
  for (const page of pages) {
    const html = readFileSync(page, 'utf8');
    const missing = printed.filter(word => !html.includes(word));
    if (printed.length === 0 || missing.length > 0) throw new Error(`${page} lacks ${missing.slice(0, 3).join(', ')}`);
  }
}

export async function benchReport({ folder, huntbook, bin, rounds }) {
  const source = store(join(folder, 'large.ipynb'), largeNotebook());
  const page = name => join(folder, `${name}.html`);
  const figures = await interleave(
    [
      { name: 'huntbook', run: () => measure([...huntbook, 'report', source, '-o', page('huntbook')]) },
      {
        name: 'nbconvert',
        run: () =>
          measure([
            join(bin, 'jupyter'),
            'nbconvert',
            '--to',
            'html',
            '--template',
            'classic',
            source,
            '--output',
            page('nbconvert')
          ])
      }
    ],
    Math.min(rounds, 3)
  );
  assertSameContent(source, [page('huntbook'), page('nbconvert')]);
  const { huntbook: ours, nbconvert: theirs } = figures;
  const size = `${(statSync(source).size / 1e6).toFixed(1)} MB`;
  note(
    `report of 500 cells, ${size}: CPU of nbconvert beside ours`,
    theirs.cpu / ours.cpu,
    ['>=', 5],
    `${ours.cpu.toFixed(2)} s, nbconvert ${theirs.cpu.toFixed(2)} s (goal 8)`
  );
  note('report of 500 cells: memory in MB', ours.megabytes, ['<=', 180], `nbconvert ${theirs.megabytes.toFixed(0)} MB`);

  const empty = store(join(folder, 'empty.ipynb'), notebook([]));
  measure([...huntbook, 'report', empty, '--fragment', '-o', page('empty')]);
  note(
    'boilerplate of a report in kB',
    statSync(page('empty')).size / 1000,
    ['<=', 8],
    'the fragment of an empty notebook'
  );

  const print = index => `print("\\n".join(f"{n:06d} line of cell ${index} " + "x" * 60 for n in range(220)))`;
  store(join(folder, 'wordy.ipynb'), notebook(Array.from({ length: 250 }, (_, index) => print(index))));
  const { command, result } = prepareJob(folder, ['wordy.ipynb']);
  const worker = measure(['sh', '-c', `exec "$0" "$1"`, ...command]);
  readResult(result);
  note(
    'the worker on a notebook with 5 MB of outputs: memory in MB',
    worker.megabytes,
    ['<=', 250],
    'the largest single process, the kernel included'
  );
}
