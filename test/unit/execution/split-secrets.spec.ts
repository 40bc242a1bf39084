import { createRedactor } from '../../../src/redaction.js';
import { Secret } from '../../../src/secret.js';
import { withoutSplitSecrets } from '../../../companion/src/execution/split-secrets.js';
import { markupTexts, terminalTexts } from '../../../companion/src/execution/reader-text.js';
import type { Output } from '../../../companion/src/notebook/index.js';
import { cell, raise, ScriptedKernel } from '../../support/scripted-kernel.js';
import { notebookOf, runNotebook } from '../../support/run-notebook.js';

const K = 'k3y_value-ABCDEF-987654';
const [A, B] = [K.slice(0, 8), K.slice(8)];
const ESC = '\u001b';
const redactor = createRedactor([new Secret(K), new Secret('completed')]);
const redaction = {
  text: (text: string): string => redactor.redact(text),
  object: <T extends Parameters<typeof redactor.redactJson>[0]>(value: T): T => redactor.redactJson(value)
};
const clean = (...outputs: Output[]): ReturnType<typeof withoutSplitSecrets> => withoutSplitSecrets(outputs, redaction);
const stream = (text: string, name = 'stdout'): Output => ({ output_type: 'stream', name, text });
const shown = (mime: string, value: string | readonly string[]): Output => ({
  output_type: 'display_data',
  data: { [mime]: value },
  metadata: {}
});
const SENTENCE = stream('[Huntbook withheld an output: it showed a secret in parts.]\n', 'stderr');

describe('in a stream', () => {
  test.each([
    ['a colour', `a ${A}${ESC}[1m${B} b`],
    ['a reset', `a ${A}${ESC}[0m${B} b`],
    ['an erased line end', `a ${A}${ESC}[K${B} b`],
    ['colours of rich', `a ${ESC}[38;2;1;2;3m${A}${ESC}[0m${ESC}[1;32m${B}${ESC}[0m b`],
    ['a link', `a ${A}${ESC}]8;;http://x${ESC}\\${B} b`],
    ['a backspace', `a ${A}X\b${B} b`],
    ['a carriage return', `x ${'?'.repeat(8)}${B} b\ra ${A}`],
    ['a bell', `a ${A}\u0007${B} b`],
    ['a character without width', `a ${A}\u200b${B} b`],
    ['an escape in JSON', `a ${A}\\u001b[1m${B} b`]
  ])('a secret that is cut by %s is redacted, and the rest stays', (_what, text) => {
    expect(clean(stream(text), stream('kept\n', 'stderr'))).toEqual({
      outputs: [stream('a [redacted] b'), stream('kept\n', 'stderr')],
      isWithheld: true
    });
  });

  it('a secret that is cut by the other stream is redacted where stdout is read as one text', () => {
    expect(clean(stream(`{"data":"${A}`), stream('warn\n', 'stderr'), stream(`${B}"}\n{}\n`))).toEqual({
      outputs: [stream('{"data":"[redacted]"}\n{}\n'), stream('warn\n', 'stderr')],
      isWithheld: true
    });
  });

  it('a secret that is cut by the other stream and by colours is redacted', () => {
    const { outputs } = clean(stream(`${A}${ESC}[1m`), stream('w', 'stderr'), stream(`${B}`));
    expect(outputs).toEqual([stream('[redacted]'), stream('w', 'stderr')]);
  });
});

describe('an output that shows a secret in parts is withheld', () => {
  test.each([
    ['text/html', `<p>${A}<!-- -->${B}</p>`],
    ['text/html', `<p>${A}<!-->${B}</p>`],
    ['text/html', `<p>${A}<script>1</script>${B}</p>`],
    ['text/html', `<b>${A}</b><i title="a > b">${B}</i>`],
    ['text/html', `<a x=y">${A}</a>${B}`],
    ['text/html', `<p>${[...K].map(c => `&#${c.charCodeAt(0)};`).join('')}</p>`],
    ['text/html', `<p>${[...K].map(c => `&#x000${c.charCodeAt(0).toString(16)}`).join('<!---->')}</p>`],
    ['text/html', `<p>${K.replace('_', '&lowbar;')}</p>`],
    ['text/html', `<p>${A}&shy;${B}</p>`],
    ['image/svg+xml', `<svg><text>${A}<tspan>${B}</tspan></text></svg>`],
    ['text/markdown', K.replaceAll('-', '\\-<b></b>')],
    ['text/markdown', `**${A}**${B}`],
    ['text/markdown', `[${A}](http://x)${B}`],
    ['text/markdown', `${A}<!-- x -->${B}`],
    ['application/json', [`${A}${ESC}[1m${B}`]]
  ])('%s: %j', (mime, value) => {
    expect(clean(shown(mime, value))).toEqual({ outputs: [SENTENCE], isWithheld: true });
  });

  it('when the parts stand in two outputs, one right after the other', () => {
    expect(clean(stream(`a ${A}`), shown('text/html', `<b>${B}</b>`)).outputs).toEqual([SENTENCE]);
  });
});

it('plain text of a display and an exception keep all but the secret', () => {
  const error: Output = {
    output_type: 'error',
    ename: 'E',
    evalue: `bad ${A}${ESC}[1m${B}`,
    traceback: ['one', `E: ${A}${ESC}[1m${B}`]
  };
  const { outputs } = clean(shown('text/plain', `{'${A}${ESC}[1m${B}': 1}`), error);
  expect(outputs).toEqual([
    shown('text/plain', "{'[redacted]': 1}"),
    { output_type: 'error', ename: 'E', evalue: 'bad [redacted]', traceback: ['one', 'E: [redacted]'] }
  ]);
});

it('outputs without a secret in parts are the very same, whatever is in them', () => {
  const outputs: Output[] = [
    stream(`${ESC}[1mred${ESC}[0m\r${A}\n`),
    stream(`${B}\n`, 'stderr'),
    shown('text/html', '<table><td>a &amp; b < c</table><!-- '),
    shown('text/markdown', '**x** [y](z)'),
    shown('image/png', 'iVBORw0KGgo='),
    shown('text/plain', 'completed')
  ];
  const result = withoutSplitSecrets(outputs, redaction);
  expect(result).toEqual({ outputs, isWithheld: false });
  expect(result.outputs).toBe(outputs);
});

test.each([
  ['<', '<'.repeat(300_000)],
  ['<!--', '<!--'.repeat(100_000)],
  ['<a "', '<a b="'.repeat(100_000)],
  ['<script>', '<script>'.repeat(50_000)],
  ['&', '&#'.repeat(200_000)],
  ['escapes', `${ESC}]`.repeat(200_000)],
  ['carriage returns', 'ab\r'.repeat(100_000)]
])('texts of nothing but %s are read in linear time', (_what, text) => {
  expect(Math.max(...markupTexts(text).map(each => each.length), 0)).toBeLessThanOrEqual(text.length);
  expect(Math.max(...terminalTexts(text).map(each => each.length), 0)).toBeLessThanOrEqual(text.length);
});

it('output-without-secrets: a run stores and tells no secret in parts, and says so', async () => {
  const kernel = new ScriptedKernel({
    a: cell(scene => {
      scene.print(A);
      scene.iopub('stream', { name: 'stderr', text: 'warn' });
      scene.print(`${B}\n`);
    }),
    b: raise('RuntimeError', `${A}X\b${B}`)
  });
  const ran = await runNotebook(notebookOf('a', 'b'), kernel, { redact: redaction.text, redactJson: redaction.object });
  const told = { outputs: [stream('[redacted]\n'), stream('warn', 'stderr')] };
  // After the marker of the error in the next cell.
  expect(ran.notebook.cells[1]).toMatchObject(told);
  expect(ran.problems.map(({ code }) => code)).toEqual(['output-without-secrets', 'output-without-secrets']);
  expect(ran.failure?.message).toContain('RuntimeError: [redacted]');
});
