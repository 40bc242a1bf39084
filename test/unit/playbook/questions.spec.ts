import { findQuestions } from '../../../src/playbook/index.js';

describe('a cell that waits for a person', () => {
  it.each([
    ['python', 'x = 1\nname = input("Who? ")', [{ line: 2, call: 'input' }]],
    ['python', 'import getpass\ngetpass.getpass()', [{ line: 2, call: 'getpass.getpass' }]],
    ['python', 'from getpass import getpass\ntoken = getpass ("x")', [{ line: 2, call: 'getpass' }]],
    ['python', 'button.on_click(go)', [{ line: 1, call: 'button.on_click' }]],
    ['python', 'breakpoint()', [{ line: 1, call: 'breakpoint' }]],
    ['python', 'x = """\ninput(\n"""\ninput()', [{ line: 4, call: 'input' }]],
    ['python', "f'{x}' + input('a')", [{ line: 1, call: 'input' }]],
    ['r', 'x <- readline("n")', [{ line: 1, call: 'readline' }]],
    ['bash', 'echo hi\nread -r name', [{ line: 2, call: 'read' }]],
    [
      'bash',
      'read a; read b < f; read c',
      [
        { line: 1, call: 'read' },
        { line: 1, call: 'read' }
      ]
    ]
  ])('in %s is found: %j', (language, source, expected) => {
    expect(findQuestions(source, language)).toEqual(expected);
  });

  it.each([
    ['python', '# input("x")'],
    ['python', 'print("input()")'],
    ['python', "'''\ninput()\n'''"],
    ['python', 'frame.input(3)\nmy_input(4)\ninput_hostname = 1\ninput = 5'],
    ['python', 's = "a \\" input() "'],
    ['r', '# readline("x")'],
    ['bash', 'while read -r line; do echo "$line"; done < file'],
    ['bash', 'cat f | read x'],
    ['bash', '# read x'],
    ['cobol', 'input()']
  ])('in %s is not seen in %j', (language, source) => {
    expect(findQuestions(source, language)).toEqual([]);
  });

  it.each([
    ...['"', "'", '"""', "'''", '"\\', '#', ' read', 'a.', 'input', '(', '\n'].map(piece => [piece, 1] as const),
    // 21,428 of them; the last one reads from a pipe.
    [';read x', 21_427] as const
  ])('is found behind 150,000 characters of %j: %d', (piece, count) => {
    const source = piece.repeat(Math.floor(150_000 / piece.length));
    const found = ['python', 'r', 'bash'].map(language => findQuestions(`${source}|\n\ninput(`, language).length);
    expect(Math.max(...found)).toBe(count);
  });
});
