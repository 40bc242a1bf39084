// Shows a Cortex result in the terminal: what an analyst would look at first, and where the rest lies.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const COLOURS = { info: '36', safe: '32', suspicious: '33', malicious: '31' };
const paint = (text, code) =>
  process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
/** Results are the attacker's text: whatever could steer a terminal is shown as a visible escape. */
const plain = value =>
  String(value).replace(/[\p{Cc}\p{Cf}]/gu, character => `\\u{${character.codePointAt(0).toString(16)}}`);

/** As TheHive draws a mini report: `namespace:predicate="value"`, its colour by level. */
function drawTaxonomy({ level, namespace, predicate, value }) {
  const label = ` ${plain(namespace)}:${plain(predicate)}="${plain(value)}" `;
  return `${paint(label, `${COLOURS[level] ?? '37'};7`)} ${level}`;
}

/** Writes each notebook's report as a page that a browser can open; gives its path back. */
function writeReport(notebook, index, folder) {
  const path = join(folder, `report-${index + 1}.html`);
  const head =
    '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Report</title>';
  const style = '<style>body{max-width:1100px;margin:24px auto;padding:0 16px}</style>';
  writeFileSync(path, `${head}${style}${notebook.html}`);
  return path;
}

/** What each step of the job took, in seconds, from the times in the stored notebook and of output.json. */
function stepsOf(notebook, { startedAtMs, answeredAtMs, endedAtMs }) {
  const { cells, metadata } = JSON.parse(readFileSync(notebook.output_notebook, 'utf8'));
  const timed = cells.map(cell => cell.metadata.papermill ?? {}).filter(({ start_time: start }) => start);
  const runMs = Date.parse(metadata.papermill.start_time);
  const firstMs = Date.parse(timed[0]?.start_time ?? metadata.papermill.end_time);
  const lastMs = Date.parse(timed.at(-1)?.end_time ?? metadata.papermill.end_time);
  return [
    ['worker start', runMs - startedAtMs],
    ['kernel start', firstMs - runMs],
    [`${timed.length} cells`, lastMs - firstMs],
    ['report and output.json', answeredAtMs - lastMs],
    ['kernel end', endedAtMs - answeredAtMs]
  ].map(([title, ms]) => [title, Math.max(0, ms) / 1000]);
}

/** @returns the exit code: 0 when the job succeeded */
export function showResult(output, { demo, root, times, printed }) {
  const line = (title, text) => console.log(`  ${title.padEnd(12)}${text}`);
  console.log('');
  line('status', output.success ? paint(`Success (${output.full.status})`, '32') : paint('Failure', '31'));
  if (!output.success) {
    line('because', plain(output.errorMessage));
    return 1;
  }
  output.summary.taxonomies.forEach((taxonomy, n) => line(n === 0 ? 'taxonomies' : '', drawTaxonomy(taxonomy)));
  output.artifacts.forEach((artifact, n) =>
    line(
      n === 0 ? 'artifacts' : '',
      `${plain(artifact.dataType).padEnd(8)} ${plain(artifact.data ?? artifact.filename)}  ${plain(artifact.message ?? '')}`
    )
  );
  output.full.problems.forEach((problem, n) => line(n === 0 ? 'problems' : '', plain(problem.message)));
  output.full.notebooks.forEach((notebook, n) => {
    line('notebook', relative(root, notebook.output_notebook));
    if (notebook.html !== undefined) line('report', relative(root, writeReport(notebook, n, demo)));
    const steps = stepsOf(notebook, times).map(([title, seconds]) => `${title} ${seconds.toFixed(2)} s`);
    line('took', steps.join(', '));
  });
  for (const entry of printed.trim().split('\n').filter(Boolean)) line('worker said', plain(entry));
  return 0;
}
