import { ansiClasses, applyGraphicRendition, PLAIN } from '../../../../src/report/text/ansi-style.js';
import { renderTerminal } from '../../../../src/report/text/ansi.js';
import { readTerminal } from '../../../../src/report/text/terminal.js';

const LIMITS = { textBytes: 200_000, textLines: 2_000 };
const ESC = '\u001b';
/** `~` stands for ESC, so that the cases can be read. */
const raw = (text: string) => text.replaceAll('~', ESC);

describe('the text a terminal shows', () => {
  it.each([
    ['a carriage return overwrites from the left', 'abcdef\rXY', 'XYcdef'],
    ['a carriage return before a line end moves nothing', 'a\r\nb\r\r\n', 'a\nb\n'],
    ['a backspace goes one to the left and stays at the margin', 'ab\b\b\b\bX', 'Xb'],
    ['erasing to the right drops what stood there', 'loading 10%\r~[Kdone', 'done'],
    ['erasing the line drops all of it', 'abc~[2K\rx', 'x'],
    ['a progress bar shows its last state', ' 10%\r 50%\r100%', '100%'],
    ['hyperlinks lose their address', '~]8;;https://evil.example~\\text~]8;;\u0007', 'text'],
    ['titles end at BEL', '~]0;title\u0007x', 'x'],
    ['a string that never ends hides nothing', '~]0;all of this\nstays', ']0;all of this\nstays'],
    ['device control strings are dropped', '~Pq#0~\\x', 'x'],
    ['cursor movements are dropped', '~[2A~[10;20Hx', 'x'],
    ['a lone escape is dropped', 'a~', 'a'],
    ['an escape cut short shows the rest', 'a~[31', 'a[31'],
    ['other control characters are dropped', 'a\u0000\u0007\u009b\u007fb', 'ab'],
    ['tabs and line ends stay', 'a\tb\nc', 'a\tb\nc'],
    ['a pair of surrogates is one character', 'x\u{1f600}\b\by', 'y\u{1f600}']
  ])('%s', (_, text, expected) => {
    expect(readTerminal(raw(text)).plain).toBe(expected);
  });
});

describe('graphic rendition', () => {
  it.each([
    ['31', 'f1'],
    ['1;32', 'ab f2'],
    ['91', 'f1'],
    ['90', 'f9'],
    ['30', ''],
    ['37', ''],
    ['3;4;9;2', 'ad ai au as'],
    ['7', 'av'],
    ['44', 'g4'],
    ['104', 'g4'],
    ['38;5;208', 'f3'],
    ['38;5;9', 'f1'],
    ['38;5;244', 'f9'],
    ['38;2;0;0;255', 'f4'],
    ['38:2::255:0:0', 'f1'],
    ['38:2:0:255:0', 'f2'],
    ['48:5:201', 'g5'],
    ['38;5;208;1', 'ab f3'],
    ['4:3', 'au'],
    ['38;5', ''],
    ['38;2;1;2', ''],
    ['38;5;999;31', ''],
    ['1;0', ''],
    ['1;22', ''],
    ['31;39;1', 'ab'],
    ['', ''],
    ['12345;;abc', '']
  ])('%j gives the classes %j', (parameters, classes) => {
    expect(ansiClasses(applyGraphicRendition(PLAIN, parameters))).toBe(classes);
  });

  it('lasts over line ends until it is reset', () => {
    expect(renderTerminal(raw('~[31ma\nb~[0mc'), LIMITS).html).toBe('<span class="f1">a\nb</span>c');
  });

  it('stays with the characters it was written for when they are overwritten', () => {
    expect(renderTerminal(raw('~[31mabc\r~[32mX~[0m\nd'), LIMITS).html).toBe(
      '<span class="f2">X</span><span class="f1">bc\n</span>d'
    );
  });

  it('is forgotten where the middle of a text is left out', () => {
    const text = raw(`~[31m${'x\n'.repeat(50)}~[0mend\n`);
    const { html, omitted } = renderTerminal(text, { textBytes: 1_000, textLines: 10 });
    expect(omitted).toBe('41 lines omitted');
    expect(html).toMatch(/^<span class="f1">(?:x\n){8}<\/span><b class="nbr-cut">… 41 lines omitted …<\/b>\n.*end\n$/s);
  });
});
