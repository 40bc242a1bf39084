// Writes src/report/theme/*.ts from style/*.css, so that the report carries its style sheets as constants.
// `node scripts/report-css.mjs --check` only tells, by its exit status, whether the files are current.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SHEETS = [
  { source: 'style/report.css', target: 'src/report/theme/css.ts', name: 'REPORT_CSS', of: 'every report' },
  {
    source: 'style/report-maths.css',
    target: 'src/report/theme/maths-css.ts',
    name: 'MATHS_CSS',
    of: 'reports with formulas'
  }
];

for (const sheet of SHEETS) {
  const target = join(root, sheet.target);
  const current = await readFile(target, 'utf8').catch(() => '');
  const wanted = await generate(sheet);
  if (current === wanted) continue;
  if (process.argv.includes('--check')) {
    process.exitCode = 1;
    process.stderr.write(`${sheet.target} is not current: run node scripts/report-css.mjs\n`);
  } else await writeFile(target, wanted);
}

async function generate({ source, name, of }) {
  const text = await readFile(join(root, source), 'utf8');
  const { code } = await transform(text, { loader: 'css', minify: true, target: 'chrome119', charset: 'utf8' });
  const css = JSON.stringify(shortenVariables(code.trim())).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `/** The style sheet of ${of}, minified. Generated from ${source} by scripts/report-css.mjs. */\nexport const ${name} =\n  '${css}';\n`;
}

/** What variables hold is left as written: it could be anything. Ours are colours. */
function shortenVariables(css) {
  return css.replace(
    /(--[a-z]:) ?([^;}]+)/g,
    (_, name, value) => name + value.replace(/, /g, ',').replace(/\b0\./g, '.')
  );
}
