/** papermill's options that take a name and a value as two arguments. Source: papermill 2.7, `cli.py`. */
const PAIR_OPTIONS: ReadonlySet<string> = new Set(['-p', '--parameters', '-r', '--parameters-raw']);

/**
 * The arguments in the form that commander reads. papermill spells some long options with underscores; they become
 * dashes. Each `-p NAME VALUE` becomes `-p ["NAME","VALUE"]`: commander knows options with one value or with an open
 * number of them, and the latter would swallow the notebook and stop at a value such as `-1`.
 * A pair that is cut short is left alone, for commander to name; nothing after `--` is touched.
 */
export function normaliseArguments(argv: readonly string[]): string[] {
  const normal: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = dashed(argv[index] ?? '');
    if (argument === '--') return [...normal, ...argv.slice(index)];
    normal.push(argument);
    const [name, value] = argv.slice(index + 1, index + 3);
    if (!PAIR_OPTIONS.has(argument) || name === undefined || value === undefined) continue;
    normal.push(JSON.stringify([name, value]));
    index += 2;
  }
  return normal;
}

function dashed(argument: string): string {
  return argument.replace(/^--[a-z0-9]+(?:[-_][a-z0-9]+)*(?=$|=)/u, name => name.replaceAll('_', '-'));
}

/** The pair that `normaliseArguments` made of a name and a value; undefined when the argument is no such pair. */
export function splitPair(argument: string): readonly [name: string, value: string] | undefined {
  try {
    const pair: unknown = JSON.parse(argument);
    if (!Array.isArray(pair) || !pair.every(item => typeof item === 'string') || pair.length !== 2) return undefined;
    const [name = '', value = ''] = pair;
    return [name, value];
  } catch {
    // Not JSON: a lone argument at the end of the line.
    return undefined;
  }
}
