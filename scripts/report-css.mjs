// Writes src/report/theme/css.ts from style/report.css, so that the report carries its style sheet as a constant.
// `node scripts/report-css.mjs --check` only tells, by its exit status, whether the file is current.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'src/report/theme/css.ts');

const current = await readFile(target, 'utf8').catch(() => '');
const wanted = await generate();
if (process.argv.includes('--check')) {
  process.exitCode = current === wanted ? 0 : 1;
  if (current !== wanted)
    process.stderr.write('src/report/theme/css.ts is not current: run node scripts/report-css.mjs\n');
} else if (current !== wanted) {
  await writeFile(target, wanted);
}

async function generate() {
  const source = await readFile(join(root, 'style/report.css'), 'utf8');
  const { code } = await transform(source, { loader: 'css', minify: true, target: 'chrome119', charset: 'utf8' });
  const css = JSON.stringify(shortenVariables(code.trim())).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `/** The style sheet of every report, minified. Generated from style/report.css by scripts/report-css.mjs. */\nexport const REPORT_CSS =\n  '${css}';\n`;
}

/** What variables hold is left as written: it could be anything. Ours are colours. */
function shortenVariables(css) {
  return css.replace(
    /(--[a-z]:) ?([^;}]+)/g,
    (_, name, value) => name + value.replace(/, /g, ',').replace(/\b0\./g, '.')
  );
}
