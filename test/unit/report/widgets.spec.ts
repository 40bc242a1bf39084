import { renderReport } from '../../../src/report/index.js';
import { codeCell, display, notebook, PNG, stream } from '../../support/notebook-parts.js';
import { violations } from '../../support/report-oracle.js';

type Models = Readonly<Record<string, object>>;

const VIEW = 'application/vnd.jupyter.widget-view+json';
const view = (id: unknown, more: object = {}): object => display({ [VIEW]: { model_id: id }, ...more });
const model = (name: string, state: object, more: object = {}): object => ({
  model_name: `${name}Model`,
  model_module: '@jupyter-widgets/controls',
  state,
  ...more
});
const holding = (...ids: readonly string[]): object => ({ children: ids.map(id => `IPY_MODEL_${id}`) });
const widgetNotebook = (models: Models, ...outputs: readonly object[]): object =>
  notebook([codeCell(outputs, { source: '' })], {
    widgets: { 'application/vnd.jupyter.widget-state+json': { state: models, version_major: 2, version_minor: 0 } }
  });

/** What the one cell of a report holds. */
function shown(models: Models, ...outputs: readonly object[]): string {
  const { html } = renderReport(widgetNotebook(models, ...outputs));
  expect(violations(html)).toEqual([]);
  return /<section class="nbr-cell"[^>]*>(.*)<\/section>/s.exec(html)?.[1] ?? '';
}
const inBox = (inner: string): string => `<div class="nbr-html">${inner}</div>`;

describe('a widget in a report', () => {
  const CHOICES = { _options_labels: ['low', 'high', '<b>'], description: 'Level:' };
  it.each([
    ['Label', { value: '<i>' }, '<p>&lt;i&gt;</p>'],
    ['HTML', { value: '<b onclick="x()">Verdict</b>', description: 'H' }, '<div><b>H</b> <b>Verdict</b></div>'],
    ['HTMLMath', { value: 'x <i>y</i>' }, '<div>x <i>y</i></div>'],
    ['Text', { value: 'a', description: 'Host:' }, '<p><b>Host:</b> a</p>'],
    ['Textarea', { value: 'a\nb' }, '<div><p></p><pre class="nbr-pre" tabindex="0">a\nb</pre></div>'],
    ['Password', { value: 'secret', description: 'Key' }, '<p><b>Key</b> •••</p>'],
    ['Dropdown', { ...CHOICES, index: 1 }, '<p><b>Level:</b> high</p>'],
    ['Dropdown', { ...CHOICES, index: null }, '<p><b>Level:</b> –</p>'],
    ['Dropdown', { ...CHOICES, index: 7 }, '<p><b>Level:</b> –</p>'],
    ['SelectMultiple', { ...CHOICES, index: [0, 2] }, '<p><b>Level:</b> low, &lt;b&gt;</p>'],
    ['SelectionRangeSlider', { ...CHOICES, index: [0, 1] }, '<p><b>Level:</b> low – high</p>'],
    ['IntSlider', { value: 5, description: 'Limit' }, '<p><b>Limit</b> 5</p>'],
    ['FloatRangeSlider', { value: [0.5, 2] }, '<p>0.5 – 2</p>'],
    ['IntProgress', { value: 9, min: 0, max: 10, description: 'Done:' }, '<p><b>Done:</b> 9/10</p>'],
    ['FloatProgress', { value: 2, max: 4, bar_style: 'danger' }, '<p>2/4 (failed)</p>'],
    ['Checkbox', { value: true, description: 'Seen' }, '<p><b>Seen</b> ☑</p>'],
    ['ToggleButton', { value: false, description: 'Live' }, '<p><b>Live</b> ☐</p>'],
    ['Valid', { value: false, readout: 'Invalid', description: 'ok' }, '<p><b>ok</b> ✗ Invalid</p>'],
    ['DatePicker', { value: { year: 2026, month: 0, date: 5 } }, '<p>2026-01-05</p>'],
    ['TimePicker', { value: { hours: 7, minutes: 5, seconds: 0, milliseconds: 0 } }, '<p>07:05:00</p>'],
    ['TagsInput', { value: ['a', 'b'] }, '<p>a, b</p>'],
    ['FileUpload', { value: [{ name: 'a.pcap', size: 3 }] }, '<p>a.pcap</p>'],
    ['Button', { description: 'Go' }, '<p class="nbr-note">[Go]</p>'],
    ['Text', { value: '', description: '\u202e' }, '<p><b>\\u{202e}</b> –</p>']
  ])('of kind %s shows its state %j', (name, state, expected) => {
    expect(shown({ a: model(name, state) }, view('a'))).toBe(inBox(expected));
  });

  it('shows a picture that it holds', () => {
    const picture = model(
      'Image',
      { format: 'png', width: '30' },
      { buffers: [{ data: PNG, encoding: 'base64', path: ['value'] }] }
    );
    expect(shown({ a: picture }, view('a'))).toContain(
      `<img src="data:image/png;base64,${PNG}" alt="Figure of cell 1" width="30"`
    );
  });

  it('says so where its picture is none that a report shows', () => {
    expect(shown({ a: model('Image', { format: 'svg+xml' }) }, view('a'))).toContain('A picture is not shown here.');
  });

  it('holds others in a row, in a column, or behind titles that open the page which was open', () => {
    const models = {
      a: model('Label', { value: 'one' }),
      b: model('Label', { value: 'two' }),
      row: model('HBox', holding('a', 'b')),
      tabs: model('Tab', { ...holding('row', 'b'), titles: ['T<1>'], selected_index: 1 }),
      all: model('VBox', holding('tabs'))
    };
    expect(shown(models, view('all'))).toBe(
      inBox(
        '<div><div><details><summary>T&lt;1&gt;</summary><div class="nbr-chips"><p>one</p><p>two</p></div></details>' +
          '<details open><summary>2</summary><p>two</p></details></div></div>'
      )
    );
  });

  it('takes the numbered titles of older versions', () => {
    const models = {
      a: model('Label', { value: 'x' }),
      b: model('Accordion', { ...holding('a'), _titles: { 0: 'Old' } })
    };
    expect(shown(models, view('b'))).toContain('<summary>Old</summary>');
  });

  it('shows the page of a stack that was chosen and no other', () => {
    const models = {
      a: model('Label', { value: 'one' }),
      b: model('Label', { value: 'two' }),
      c: model('Stack', { ...holding('a', 'b'), selected_index: 1 })
    };
    expect(shown(models, view('c'))).toBe(inBox('<div><p>two</p></div>'));
  });

  it('is left out when its author hid it', () => {
    const models = {
      gone: model('Layout', { display: 'none' }),
      a: model('Label', { value: 'hidden', layout: 'IPY_MODEL_gone' }),
      b: model('Label', { value: 'seen' }),
      all: model('VBox', holding('a', 'b'))
    };
    expect(shown(models, view('all'))).toBe(inBox('<div><p>seen</p></div>'));
  });

  it('shows the outputs that it captured as a cell would', () => {
    const outputs = [stream('said\n'), display({ 'text/html': '<table><tr><td>1</td></tr></table>' })];
    const inner = shown({ a: model('Output', { outputs }) }, view('a'));
    expect(inner).toContain('<pre class="nbr-pre" tabindex="0">said\n</pre>');
    expect(inner).toContain('aria-label="Table of cell 1"><table>');
  });

  it.each([
    ['of a kind that draws by script', { a: model('Leaflet', {}) }, 'a'],
    ['that the notebook does not hold', {}, 'a'],
    ['named like a property of every object', {}, '__proto__'],
    ['without a name', {}, undefined]
  ])('%s is shown as text, with a remark', (_, models, id) => {
    const inner = shown(models, view(id, { 'text/plain': 'Map(center=[0, 0])' }));
    expect(inner).toContain('Here the notebook shows an interactive widget, which a report cannot hold.');
    expect(inner).toContain('Map(center=[0, 0])');
  });

  it('of a kind that draws by script is named at its place inside another', () => {
    const models = { a: model('Leaflet', {}), b: model('VBox', holding('a')) };
    expect(shown(models, view('b'))).toBe(
      inBox('<div><p class="nbr-note">A widget cannot be shown in a report.</p></div>')
    );
  });

  it('inside itself ends', () => {
    const models = {
      a: model('VBox', holding('b', 'a')),
      b: model('Output', { outputs: [view('a', { 'text/plain': 'VBox()' }), stream('end')] })
    };
    expect(shown(models, view('a'), view('b'))).toContain('end');
  });

  it('is shown to a depth of twelve', () => {
    const models = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`w${at}`, model('Accordion', { ...holding(`w${at + 1}`), titles: ['x'] })])
    );
    expect(shown(models, view('w0')).match(/<details>/g)).toHaveLength(12);
  });

  it('at the greatest depth holds HTML as deep as any output without breaking the seal', () => {
    const models = {
      ...Object.fromEntries(
        Array.from({ length: 11 }, (_, at) => [`w${at}`, model('Accordion', { ...holding(`w${at + 1}`) })])
      ),
      w11: model('Output', { outputs: [display({ 'text/html': '<div>'.repeat(400) + 'deep' })] })
    };
    const value = widgetNotebook(models, view('w0'));
    expect(renderReport(value).notices.map(({ code }) => code)).not.toContain('report-within-vocabulary');
    expect(shown(models, view('w0'))).toContain('deep');
  });

  it('cannot multiply: a few that hold one another often stay within a size', () => {
    const models = Object.fromEntries(
      Array.from({ length: 11 }, (_, at) => [
        `w${at}`,
        model('VBox', holding(...Array.from({ length: 40 }, () => `w${at + 1}`)))
      ])
    );
    const value = widgetNotebook({ ...models, w11: model('Label', { value: 'x'.repeat(1000) }) }, view('w0'));
    const report = renderReport(value);
    expect(report.bytes).toBeLessThan(6_000_000);
    expect(report.notices.map(({ code }) => code)).toContain('widgets-few-enough');
  });
});
