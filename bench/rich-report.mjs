// Reports of what is large or styled: 20 MB of outputs beside `jupyter nbconvert --template classic`, in cold processes,
// and a table of 200 × 6 cells that pandas styles beside the HTML that pandas writes for it.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { measure, note } from './support/compare.mjs';
import { largeNotebook } from './support/large-notebook.mjs';
import { notebook, store } from './support/notebooks.mjs';

/** 2,000 cells are 21 MB. nbconvert takes half a minute for them: once is enough to tell a factor of ten. */
const CELLS = 2_000;

const STYLERS = `
import json, numpy, pandas
numbers = numpy.random.default_rng(1).normal(size=(200, 6)).round(3)
style = pandas.DataFrame(numbers, columns=list("abcdef")).style
print(json.dumps({"gradient": style.background_gradient().to_html(), "bars": pandas.DataFrame(numbers).style.bar(align="mid").to_html()}))
`;

export async function benchRichReport({ folder, huntbook, bin, python }) {
  const source = store(join(folder, 'outputs.ipynb'), largeNotebook({ cells: CELLS }));
  const page = name => join(folder, `${name}.html`);
  const ours = measure([...huntbook, 'report', source, '-o', page('huntbook')]);
  const nbconvert = [join(bin, 'jupyter'), 'nbconvert', '--to', 'html', '--template', 'classic', source];
  const theirs = measure([...nbconvert, '--output', page('nbconvert')]);
  note(
    `report of ${(statSync(source).size / 1e6).toFixed(0)} MB of outputs: CPU of nbconvert beside ours`,
    theirs.cpu / ours.cpu,
    ['>=', 10],
    `${ours.cpu.toFixed(2)} s and ${ours.megabytes.toFixed(0)} MB, nbconvert ${theirs.cpu.toFixed(2)} s and ${theirs.megabytes.toFixed(0)} MB`
  );

  const fragmentBytes = (name, content) => {
    const path = store(join(folder, `${name}.ipynb`), content);
    measure([...huntbook, 'report', path, '--fragment', '-o', page(name)]);
    return statSync(page(name)).size;
  };
  const empty = fragmentBytes('empty', notebook([]));
  const stylers = JSON.parse(execFileSync(python, ['-c', STYLERS], { encoding: 'utf8', maxBuffer: 1e8 }));
  for (const [name, html] of Object.entries(stylers)) {
    const styled = notebook(['']);
    styled.cells[0].outputs = [{ output_type: 'display_data', data: { 'text/html': html }, metadata: {} }];
    const bytes = fragmentBytes(name, styled) - empty;
    note(
      `styled table of 200 x 6, ${name}: bytes beside those of pandas`,
      bytes / Buffer.byteLength(html),
      ['<=', 0.4],
      `${(bytes / 1000).toFixed(0)} kB, pandas ${(Buffer.byteLength(html) / 1000).toFixed(0)} kB`
    );
  }
}
