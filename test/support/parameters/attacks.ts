const RUN = {
  python: "__import__('os').system('touch canary')",
  bash: 'touch canary',
  r: "system('touch canary')",
  javascript: "require('fs').writeFileSync('canary','')"
};
const CODES = Object.values(RUN);
const ENDS = [
  '"',
  "'",
  '"""',
  "'''",
  '\\"',
  "\\'",
  '`',
  ')',
  '"))',
  "'))",
  '\n',
  '\r',
  '\u2028',
  '\u0085',
  '\\',
  '*/',
  '\u0003\n',
  '\u0004'
];

/** Values of an observable that try to run code in some language; it would leave a file `canary`. */
export const ATTACKS: readonly string[] = [
  ...ENDS.flatMap(end => CODES.flatMap(code => [`${end};${code};#`, `${end}\n${code}\n//`])),
  ...[
    '$(touch canary)',
    '`touch canary`',
    '${x:=$(touch canary)}',
    'x[$(touch canary)]',
    'a[$(touch canary)]+1',
    '$((x[$(touch canary)]))'
  ],
  ...[
    '!touch canary',
    '!!',
    '%%bash\ntouch canary',
    '%system touch canary',
    '\n!touch canary',
    '?',
    '??',
    "{__import__('os').system('touch canary')}"
  ],
  ...[
    "${require('fs').writeFileSync('canary','')}",
    "\\u0022;require('fs').writeFileSync('canary','');//",
    "\\x22;__import__('os').system('touch canary')#"
  ],
  ...[
    '[0]=$(touch canary)',
    '() { :; }; touch canary',
    '<(touch canary)',
    '~',
    '*',
    '-e',
    '--',
    '\u202e"; touch canary #',
    '\ttouch canary\t\t',
    '#{`touch canary`}'
  ]
];
