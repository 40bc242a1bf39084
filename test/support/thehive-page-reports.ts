import { renderReport } from '../../src/report/index.js';
import { typesetTex } from '../../src/report/maths/typeset-tex.js';
import { codeCell, display, error, markdownCell, notebook, PNG, stream } from './notebook-parts';

/** Stands at the end of every notebook: a report that does not show it was not shown. */
export const LAST_WORDS = 'The last words of this notebook.';
/** Would be read as 62615533 by whatever evaluates templates. */
export const EXPRESSION = '{{7919*7907}}';
export const EVALUATED = '62615533';

/** What the report directive of TheHive hands to a template. */
export type ReportScope = {
  readonly name: string;
  readonly artifact: object;
  readonly status: string;
  readonly success: boolean;
  readonly content: object;
};

/** A notebook in which an attacker has written the payloads into every place that outputs and metadata have. */
export function hostileNotebook(payloads: readonly string[]): object {
  const all = [...payloads, EXPRESSION];
  return notebook([...all.flatMap(cellsOf), ...resultCells(all), markdownCell(LAST_WORDS)], metadataOf(all));
}

/** What Cortex hands to TheHive for that notebook: our report, and the payloads in every other field. */
export function hostileScope(payloads: readonly string[], html: string): ReportScope {
  const all = [...payloads, EXPRESSION];
  const shown = { name: all.join(' '), status: 'completed', duration: 1.5, output_notebook: all.join('/'), html };
  return {
    name: all.join(' '),
    artifact: { data: all.join(' '), dataType: all[0], attachment: { name: all.join(' ') } },
    status: 'Success',
    success: true,
    content: {
      version: 1,
      status: 'partial',
      notebooks: [shown, ...all.map(withoutHtml)],
      problems: all.map(text => ({ code: text, severity: text, notebook: text, cell: text, line: text, message: text }))
    }
  };
}

/** What TheHive makes of a job that failed. */
export function failedScope(payloads: readonly string[]): ReportScope {
  const message = [...payloads, EXPRESSION, LAST_WORDS].join('\n');
  const content = { success: false, errorMessage: message };
  return { name: message, artifact: { data: message }, status: 'Failure', success: false, content };
}

export function hostileReport(payloads: readonly string[]): string {
  return renderReport(hostileNotebook(payloads), { typesetTex }).html;
}

function withoutHtml(text: string): object {
  const picture = (text + PNG).repeat(2);
  return {
    name: text,
    status: text,
    duration: text,
    output_notebook: `http${text}`,
    failure: text,
    cells: [
      {
        cell_type: text,
        source: text,
        metadata: { tags: [text] },
        outputs: [
          { output_type: text, text, ename: text, evalue: text, data: { 'image/png': picture, 'text/plain': text } },
          { output_type: 'display_data', data: { 'text/html': text, 'text/plain': text } }
        ]
      }
    ]
  };
}

function cellsOf(text: string): readonly object[] {
  const everywhere = {
    id: text,
    metadata: { [text]: text, tags: [text], name: text, jupyter: { source_hidden: text } }
  };
  return [
    markdownCell(text, everywhere),
    markdownCell(
      `# ${text}\n\n- ${text}\n\n> ${text}\n\n[${text}](${text} "${text}") ![${text}](attachment:${text}) <${text}>\n\n` +
        `|${text}|\n|-|\n|${text}|\n\n\`${text}\` $${text}$\n\n\`\`\`${text}\n${text}\n\`\`\`\n\n    ${text}\n`,
      { attachments: { [text]: { 'image/png': text, 'image/svg+xml': text } } }
    ),
    { ...codeCell(outputsOf(text), { source: `${text}\n# ${text}\nx = "${text}"` }), ...everywhere },
    { cell_type: 'raw', source: text, metadata: { raw_mimetype: 'text/html' } },
    codeCell([stream(text)], { source: `%%${text}\n${text}`, tags: ['hide-output', 'hide-input'] })
  ];
}

function outputsOf(text: string): readonly object[] {
  const names = { alt: text, width: text, height: text, unconfined: text, needs_background: text };
  return [
    display({ 'text/html': text }, { isolated: text, 'text/html': { isolated: true } }),
    display({ 'text/html': `<table class="dataframe"><style scoped>${text}</style><tr><td>${text}</td></tr></table>` }),
    display({ 'text/html': `<p title="${text}" style="color:${text}">a</p><p title='${text}' ${text}>b</p>` }),
    stream(text),
    stream(`\u001b[31m${text}\u001b]8;;${text}\u0007${text}\u001b[38;2;${text}m${text}\b\b\r`, 'stderr'),
    error(text, text, [text, `\u001b[1;31m${text}`]),
    ...['text/plain', 'text/markdown', 'text/latex', 'image/svg+xml', 'application/json', 'application/javascript'].map(
      mime => display({ [mime]: text })
    ),
    display({ 'application/json': { [text]: [text, { [text]: text }] } }),
    display({ 'application/vnd.jupyter.widget-view+json': { model_id: text }, 'text/plain': text }),
    display({ [text]: text, 'application/vnd.plotly.v1+json': { data: [{ name: text }] }, 'text/plain': text }),
    display({ 'image/gif': text, 'image/jpeg': text }, { 'image/gif': names }),
    display({ 'image/png': PNG, 'text/plain': text }, { ...names, 'image/png': names }),
    display({ 'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg"><g>${text}</g></svg>` }),
    display({ 'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg"><text id="${text}">${text}</text></svg>` })
  ];
}

function resultCells(texts: readonly string[]): readonly object[] {
  const lines = (make: (text: string) => object): string => texts.map(text => JSON.stringify(make(text))).join('\n');
  const taxonomies = lines(text => ({ level: 'info', namespace: text, predicate: text, value: text }));
  const levels = lines(text => ({ level: text, namespace: text, predicate: text, value: text }));
  const artifacts = lines(text => ({ dataType: 'other', data: text, message: text, tlp: 2, tags: [text] }));
  const types = lines(text => ({ dataType: text, data: text, [text]: text, tags: text, tlp: text }));
  const operations = lines(text => ({ type: text, tag: text }));
  return [
    codeCell([stream(`${taxonomies}\n${levels}\n${texts.join('\n')}`)], { tags: ['taxonomies'] }),
    codeCell([stream(`${artifacts}\n${types}\n${texts.join('\n')}`)], { tags: ['artifacts'] }),
    codeCell([stream(operations)], { tags: ['operations'] })
  ];
}

function metadataOf(texts: readonly string[]): object {
  const text = texts.join(' ');
  return {
    title: text,
    [text]: text,
    authors: [{ name: text }],
    kernelspec: { name: text, display_name: text, language: text },
    language_info: { name: text, mimetype: text, file_extension: text, pygments_lexer: text },
    widgets: { 'application/vnd.jupyter.widget-state+json': { state: { [text]: { model_name: text } } } },
    papermill: {
      parameters: { thehive_observable_value: text, thehive_observable_type: text, [text]: text },
      start_time: text,
      end_time: text,
      input_path: text,
      output_path: text,
      exception: text
    },
    huntbook: {
      version: 1,
      status: 'failed',
      worker: text,
      failure: { message: text },
      observable: { dataType: text, filename: text },
      problems: texts.map(part => ({
        code: part,
        severity: 'warning',
        at: { file: part, cell: 1, line: 1, item: part },
        message: part,
        hint: part
      }))
    }
  };
}
