import type { Lexis } from './code-only.js';

/** How one language asks a person. Names are whole chains: `frame.input` is not `input`. */
export type AskingLanguage = Lexis & {
  /** Characters that names hold besides letters, digits and `_`. */
  readonly nameCharacters: string;
  /** Names that ask when they are called: a bracket follows. */
  readonly calls: readonly string[];
  /** Ends of names that ask when they are called, e.g. `.on_click`, whatever object they belong to. */
  readonly endings?: readonly string[];
  /** Names that ask without brackets. */
  readonly words?: readonly string[];
  /** Of these calls only those whose arguments begin so: without them, or with standard input. */
  readonly argumentsOf?: Readonly<Record<string, RegExp>>;
  /** First words of a statement that ask, unless it is part of a pipe or reads from a file. */
  readonly statements?: readonly string[];
  readonly ignoresCase?: true;
};

const quoted = (quote: string) => ({ open: quote, close: quote, escape: '\\', spansLines: false });
const BLOCK = { open: '/*', close: '*/', escape: '', spansLines: true };
const STDIN_OR_NONE = /^\s{0,20}(?:\)|stdin\b)/u;

const javascript: AskingLanguage = {
  comments: ['//'],
  texts: [BLOCK, { ...quoted('`'), spansLines: true }, quoted('"'), quoted("'")],
  nameCharacters: '.$',
  calls: [
    'prompt',
    'confirm',
    'alert',
    'window.prompt',
    'window.confirm',
    'globalThis.prompt',
    'readline.createInterface'
  ]
};

const bash: AskingLanguage = {
  comments: ['#'],
  commentsFollowBlanks: true,
  texts: [
    { open: '"', close: '"', escape: '\\', spansLines: true },
    { open: "'", close: "'", escape: '', spansLines: true }
  ],
  nameCharacters: '',
  calls: [],
  statements: ['read', 'select']
};

/**
 * The languages that parameters can be written for. Sources: their documentation of standard input; Octave and MATLAB:
 * dialogs, too; .NET Interactive: `Kernel.GetInputAsync`.
 */
export const ASKING_LANGUAGES: Readonly<Record<string, AskingLanguage>> = {
  python: {
    comments: ['#'],
    texts: [
      { open: '"""', close: '"""', escape: '\\', spansLines: true },
      { open: "'''", close: "'''", escape: '\\', spansLines: true },
      quoted('"'),
      quoted("'")
    ],
    nameCharacters: '.',
    calls: [
      ...['input', 'builtins.input', 'getpass', 'getpass.getpass', 'breakpoint', 'pdb.set_trace'],
      ...['sys.stdin.read', 'sys.stdin.readline', 'sys.stdin.readlines'],
      ...['interact', 'interact_manual', 'widgets.interact', 'widgets.interact_manual', 'ipywidgets.interact']
    ],
    endings: ['.on_click', '.on_submit']
  },
  r: {
    comments: ['#'],
    texts: [
      { ...quoted('"'), spansLines: true },
      { ...quoted("'"), spansLines: true }
    ],
    nameCharacters: '.:',
    calls: ['readline', 'base::readline', 'readLines', 'menu', 'utils::menu', 'browser', 'file.choose'],
    argumentsOf: { readLines: /^\s{0,20}stdin/u }
  },
  bash,
  javascript,
  scala: {
    comments: ['//'],
    texts: [BLOCK, { open: '"""', close: '"""', escape: '', spansLines: true }, quoted('"')],
    nameCharacters: '.',
    calls: ['readLine', 'Console.readLine'],
    endings: ['StdIn.readLine', 'StdIn.readInt', 'StdIn.readLong', 'StdIn.readDouble', 'StdIn.readBoolean'],
    words: ['StdIn.readLine', 'StdIn.readInt', 'scala.io.StdIn.readLine']
  },
  julia: {
    comments: ['#'],
    texts: [
      { open: '#=', close: '=#', escape: '', spansLines: true },
      { open: '"""', close: '"""', escape: '\\', spansLines: true },
      { ...quoted('"'), spansLines: true }
    ],
    nameCharacters: '.!',
    calls: ['readline', 'readlines', 'Base.prompt', 'Base.getpass'],
    argumentsOf: { readline: STDIN_OR_NONE, readlines: STDIN_OR_NONE }
  },
  matlab: {
    comments: ['%', '#'],
    texts: [
      { open: '"', close: '"', escape: '', spansLines: false },
      { open: "'", close: "'", escape: '', spansLines: false, isOperatorAfter: /[\w)\]}'.]/u }
    ],
    nameCharacters: '.',
    calls: [
      ...['input', 'inputdlg', 'questdlg', 'listdlg', 'menu', 'uigetfile', 'uiputfile', 'uigetdir', 'ginput', 'kbhit'],
      'yes_or_no'
    ],
    words: ['keyboard', 'waitforbuttonpress']
  },
  'c#': {
    comments: ['//'],
    texts: [BLOCK, { open: '@"', close: '"', escape: '', spansLines: true }, quoted('"'), quoted("'")],
    nameCharacters: '.',
    calls: ['Console.ReadLine', 'Console.ReadKey', 'Console.Read', 'GetInputAsync', 'GetPasswordAsync'],
    endings: ['.Console.ReadLine', '.Console.ReadKey', '.Console.Read', '.GetInputAsync', '.GetPasswordAsync']
  },
  'f#': {
    comments: ['//'],
    texts: [
      { open: '(*', close: '*)', escape: '', spansLines: true },
      { open: '"""', close: '"""', escape: '', spansLines: true },
      { ...quoted('"'), spansLines: true }
    ],
    nameCharacters: '.',
    calls: ['Console.ReadLine', 'Console.ReadKey', 'Console.Read', 'stdin.ReadLine', 'stdin.ReadToEnd'],
    endings: ['.Console.ReadLine', '.Console.ReadKey', '.Console.Read', '.GetInputAsync', '.GetPasswordAsync']
  },
  powershell: {
    comments: ['#'],
    texts: [
      { open: '<#', close: '#>', escape: '', spansLines: true },
      { open: '"', close: '"', escape: '`', spansLines: true },
      { open: "'", close: "'", escape: '', spansLines: true }
    ],
    nameCharacters: '-',
    calls: [],
    words: ['read-host', 'get-credential', 'pause'],
    ignoresCase: true
  },
  ruby: {
    comments: ['#'],
    texts: [
      { ...quoted('"'), spansLines: true },
      { ...quoted("'"), spansLines: true }
    ],
    nameCharacters: '.$?',
    calls: [],
    words: [
      'gets',
      'gets.chomp',
      'STDIN.gets',
      'STDIN.read',
      '$stdin.gets',
      '$stdin.read',
      'binding.irb',
      'binding.pry'
    ]
  }
};

/** Other names of these languages, in lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  ...{ ir: 'r', sh: 'bash', shell: 'bash', typescript: 'javascript', node: 'javascript', octave: 'matlab' },
  ...{ csharp: 'c#', fsharp: 'f#', pwsh: 'powershell', python3: 'python', ipython: 'python' }
};

/** How the language asks, whatever its case; undefined for one that we do not read. */
export function askingLanguage(name: string): AskingLanguage | undefined {
  const lower = name.toLowerCase();
  const known = Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] ?? lower) : lower;
  return Object.hasOwn(ASKING_LANGUAGES, known) ? ASKING_LANGUAGES[known] : undefined;
}

/** Whether the language is Python, whose names can be given other names. */
export const isPython = (language: AskingLanguage): boolean => language === ASKING_LANGUAGES['python'];
