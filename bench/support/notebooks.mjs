// Notebooks that the benchmarks run: made here, so that what is timed can be read in one place.
import { writeFileSync } from 'node:fs';

const cell = (source, index) => ({
  cell_type: 'code',
  id: `cell-${index}`,
  metadata: {},
  source,
  outputs: [],
  execution_count: null
});

/** A Python notebook whose code cells are `sources`. */
export function notebook(sources) {
  return {
    cells: sources.map(cell),
    metadata: {
      kernelspec: { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' },
      language_info: { name: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
}

export const trivial = count => notebook(Array.from({ length: count }, (_, index) => `${index} + 1`));

/** What a playbook really does: a thousand events into a frame, a table, a plot, taxonomies. */
export const realistic = () => {
  const playbook = notebook([
    'import json\nimport pandas as pd',
    'frame = pd.DataFrame([{"n": n, "host": f"10.0.0.{n % 50}", "bytes": n * 37 % 9000} for n in range(1000)])\nlen(frame)',
    'frame.groupby("host")["bytes"].sum().sort_values(ascending=False).head(20).to_frame()',
    'import matplotlib.pyplot as plt\nfrom matplotlib_inline.backend_inline import set_matplotlib_formats\nset_matplotlib_formats("svg")\nframe["bytes"].plot.hist(bins=30)\nplt.show()',
    'print(json.dumps({"level": "info", "namespace": "Bench", "predicate": "events", "value": len(frame)}))'
  ]);
  playbook.cells[4].metadata = { tags: ['taxonomies'] };
  return playbook;
};

export function store(path, content) {
  writeFileSync(path, JSON.stringify(content, undefined, 1));
  return path;
}
