import { findQuestions, findQuestionsInCells } from '../../../src/playbook/index.js';

describe('a cell that waits for a person', () => {
  it.each([
    ['python', 'x = 1\nname = input("Who? ")', [{ line: 2, call: 'input' }]],
    ['python', 'import getpass\ngetpass.getpass()', [{ line: 2, call: 'getpass.getpass' }]],
    ['python', 'from getpass import getpass\ntoken = getpass ("x")', [{ line: 2, call: 'getpass' }]],
    ['python', 'button.on_click(go)', [{ line: 1, call: 'button.on_click' }]],
    ['python', 'breakpoint()', [{ line: 1, call: 'breakpoint' }]],
    ['python', 'x = """\ninput(\n"""\ninput()', [{ line: 4, call: 'input' }]],
    ['python', "f'{x}' + input('a')", [{ line: 1, call: 'input' }]],
    ['python', 'from getpass import getpass as g\nx = g("x")', [{ line: 2, call: 'g' }]],
    ['python', 'from builtins import (input as ask, len)\nask()', [{ line: 2, call: 'ask' }]],
    [
      'python',
      'import builtins as b, getpass as gp\nb.input()\ngp.getpass()',
      [
        { line: 2, call: 'b.input' },
        { line: 3, call: 'gp.getpass' }
      ]
    ],
    ['python', 'import builtins\nbuiltins.input("x")', [{ line: 2, call: 'builtins.input' }]],
    ['python', 'ask = input\nname = ask("x")', [{ line: 2, call: 'ask' }]],
    ['python', 'ask: object = getpass.getpass\nmore = ask\nmore()', [{ line: 3, call: 'more' }]],
    ['python', 'from ipywidgets import interact as ia\nia(f, x=1)', [{ line: 2, call: 'ia' }]],
    ['python', 'import sys\nsys.stdin.readline()', [{ line: 2, call: 'sys.stdin.readline' }]],
    ['r', 'x <- readLines(stdin())', [{ line: 1, call: 'readLines' }]],
    ['scala', 'val x = scala.io.StdIn.readLine("who")', [{ line: 1, call: 'scala.io.StdIn.readLine' }]],
    ['julia', 'x = readline()', [{ line: 1, call: 'readline' }]],
    ['julia', 'x = readline(stdin)', [{ line: 1, call: 'readline' }]],
    ['matlab', "y = x'; n = input('who? ');", [{ line: 1, call: 'input' }]],
    ['octave', 'keyboard', [{ line: 1, call: 'keyboard' }]],
    ['C#', 'var x = Console.ReadLine();', [{ line: 1, call: 'Console.ReadLine' }]],
    [
      'C#',
      'await Microsoft.DotNet.Interactive.Kernel.GetInputAsync("x")',
      [{ line: 1, call: 'Microsoft.DotNet.Interactive.Kernel.GetInputAsync' }]
    ],
    ['F#', 'let x = System.Console.ReadLine()', [{ line: 1, call: 'System.Console.ReadLine' }]],
    ['PowerShell', '$x = Read-Host "who"', [{ line: 1, call: 'Read-Host' }]],
    ['ruby', 'x = gets', [{ line: 1, call: 'gets' }]],
    ['javascript', 'const x = prompt("who")', [{ line: 1, call: 'prompt' }]],
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
    ['cobol', 'input()'],
    ['python', 'def input(text):\n  return "x"\ninput("a")'],
    ['python', 'input = answers.pop\ninput("a")'],
    ['python', 'from mine import getpass as g\ng()'],
    ['python', 'x = input == 3\nx()'],
    ['r', 'x <- readLines("file")'],
    ['julia', 'x = readline(io)'],
    ['julia', '#= readline() =#'],
    ['matlab', "x = 'input(1)'; % input(2)"],
    ['C#', '/* Console.ReadLine() */ var s = @"Console.ReadLine()\\";'],
    ['F#', '(* stdin.ReadLine() *)'],
    ['PowerShell', '# Read-Host\n$x = "a`"Read-Host"'],
    ['ruby', '# gets\nx = "gets"'],
    ['javascript', '// prompt()\n`prompt()`']
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

  it('is found in a later cell under the name that an earlier one gave it', () => {
    const cells = ['from getpass import getpass as g', 'g()', 'g = str', 'g()'];
    expect(findQuestionsInCells(cells, 'python')).toEqual([[], [{ line: 1, call: 'g' }], [], []]);
  });

  // Texts that open and never close, where an expression with alternatives starts again at each of them.
  const HOSTILE = ['"', "'", '"""', '\\"""', '"\\', '#', ' read', ';read x', 'x = "', '/*', '<#', '(*', '#=', '@"'];
  const LANGUAGES = ['python', 'r', 'bash', 'javascript', 'scala', 'julia', 'matlab', 'c#', 'f#', 'powershell', 'ruby'];
  it.each(LANGUAGES)('is looked for in %s in steps that are no more than the characters', language => {
    const counts = HOSTILE.flatMap(piece =>
      [5_000, 20_000].map(length => {
        const source = `"""${piece.repeat(length / piece.length)}\\`;
        let steps = 0;
        findQuestions(source, language, { onStep: () => (steps += 1) });
        return steps / source.length;
      })
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
  });
});
