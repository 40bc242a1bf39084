import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { normaliseArguments } from '../../../companion/src/cli/arguments.js';
import { runCommandLine } from '../../../companion/src/cli/command-line.js';
import { addCortexCommand } from '../../../companion/src/cli/cortex-command.js';
import { EXIT_STATUS } from '../../../companion/src/cli/exit-status.js';
import { addInspectCommand } from '../../../companion/src/cli/inspect-command.js';
import { addReportCommand } from '../../../companion/src/cli/report-command.js';
import { addRunCommand } from '../../../companion/src/cli/run-command.js';
import { addSciriusCommand } from '../../../companion/src/cli/scirius-command.js';
import { addServeCommand } from '../../../companion/src/cli/serve-command.js';
import { addTestCommand } from '../../../companion/src/cli/test-command.js';
import { codesIn, fences, page, pages, tableRows } from '../../support/documentation.js';
import { ROOT, sourceFiles } from '../../support/error-page.js';

type Program = Parameters<typeof addRunCommand>[0];
// The companion's own commander: the root may have another version of it.
const { Command } = createRequire(join(ROOT, 'companion/package.json'))('commander') as {
  readonly Command: new (name?: string) => Program;
};
const SHELL_PAGE = page('docs/run-from-a-shell.md');
/** A line of a ```sh fence as words: comments and assignments before the command are gone. */
type Line = { readonly place: string; readonly words: readonly string[] };

const lines: readonly Line[] = pages().flatMap(each =>
  fences(each)
    .filter(({ info }) => info === 'sh')
    .flatMap(({ page: path, line, text }) =>
      text.split('\n').map((content, index) => ({ place: `${path}:${String(line + index)}`, words: wordsOf(content) }))
    )
    .filter(({ words }) => words.length > 0)
);
const huntbookLines = lines.flatMap(({ place, words }) => {
  const args = argumentsOf(words);
  return args === undefined ? [] : [[place, args] as const];
});

it('every shell line of the documentation is one that can be checked', () => {
  const odd = lines.filter(({ words }) => argumentsOf(words) === undefined && !isScript(words));
  expect(odd).toEqual([]);
  expect(huntbookLines.length).toBeGreaterThan(5);
});

it.each(huntbookLines)('%s is a command line that huntbook takes: %j', async (_place, args) => {
  await expect(parse(args)).resolves.toEqual(
    expect.stringMatching(/^(?:run|report|inspect|test|serve|scirius|cortex)$/)
  );
});

it.each(huntbookLines.filter(([, args]) => args.some(word => word.startsWith('examples/'))))(
  '%s reads a file that exists: %j',
  (_place, args) => {
    const files = args.filter(word => word.startsWith('examples/'));
    expect(files.filter(file => !existsSync(join(ROOT, file)))).toEqual([]);
  }
);

it.each(huntbookLines.filter(([, args]) => args[0] === 'inspect'))('%s runs: %j', async (_place, args) => {
  const printed: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  const absolute = args.map(word => (word.startsWith('examples/') ? join(ROOT, word) : word));
  const status = await runCommandLine(absolute).finally(() => write.mockRestore());
  expect(status).toBe(0);
  expect(printed.join('')).toContain('thehive_observable_value');
});

it('a wrong command line is noticed', async () => {
  await expect(parse(['run', 'a.ipynb', '--no-such-option'])).rejects.toThrow('unknown option');
});

it('service.md names every option of huntbook serve', () => {
  const program = new Command();
  addServeCommand(program, () => undefined);
  const options = program.commands.flatMap(({ options: all }) => all.map(({ long }) => long ?? ''));
  const text = page('docs/service.md').text;
  expect(options.filter(option => !text.includes(option))).toEqual([]);
});

it('test-a-playbook.md names every option of huntbook test', () => {
  const program = new Command();
  addTestCommand(program, () => undefined);
  const options = program.commands.flatMap(({ options: all }) => all.map(({ long }) => long ?? ''));
  const text = page('docs/test-a-playbook.md').text;
  expect(options.filter(option => !text.includes(option))).toEqual([]);
});

it('run-from-a-shell.md names every option of huntbook run, and no other', () => {
  const program = new Command();
  addRunCommand(program, () => undefined);
  const options = program.commands.flatMap(({ options: all }) =>
    all.flatMap(({ short, long }) => [short, long].filter(name => typeof name === 'string'))
  );
  const named = tableRows(SHELL_PAGE, ['option of `run`']).flatMap(([cell = '']) => codesIn(cell));
  expect([...named].sort()).toEqual([...options].sort());
});

it('run-from-a-shell.md names every exit status', () => {
  const named = tableRows(SHELL_PAGE, ['exit status']).map(([status]) => Number(status));
  expect(named).toEqual(Object.values(EXIT_STATUS));
});

it('run-from-a-shell.md names every kind of event with its fields', () => {
  const declared = (file: string): ReadonlyMap<string, readonly string[]> => {
    const text = sourceFiles().get(file) ?? '';
    const variants = [...text.matchAll(/\{\s*readonly kind: '(\w+)';?([^}]*)\}/g)];
    return new Map(
      variants.map(([, kind = '', body = '']) => [
        kind,
        [...body.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => name)
      ])
    );
  };
  const events = declared('companion/src/execution/run-event.ts');
  expect(events.size).toBe(7);
  const rows = tableRows(SHELL_PAGE, ['`kind`', 'fields']).map(
    ([kind = '', fields = '']) => [kind, codesIn(fields)] as const
  );
  expect(rows.map(([kind]) => codesIn(kind)[0])).toEqual([...events.keys()]);
  for (const [kind, fields] of rows)
    expect(fields).toEqual(expect.arrayContaining([...(events.get(codesIn(kind)[0] ?? '') ?? ['-'])]));
  const outputs = [...declared('companion/src/execution/output-event.ts').keys()];
  const shown = tableRows(SHELL_PAGE, ['`event.kind`', 'fields']).flatMap(([kind = '']) => codesIn(kind));
  expect(shown).toEqual(outputs);
});

describe('links of the documentation', () => {
  const links = pages().flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => [path, target] as const)
      .filter(([, target]) => !/^[a-z]+:/.test(target))
  );

  it('are found', () => expect(links.length).toBeGreaterThan(20));

  it.each(links)('%s links to something that exists: %s', (path, target) => {
    const [file = '', anchor] = target.split('#');
    const absolute = join(ROOT, path, '..', file);
    expect(existsSync(file === '' ? join(ROOT, path) : absolute)).toBe(true);
    if (anchor === undefined) return;
    expect(anchorsOf(readFileSync(file === '' ? join(ROOT, path) : absolute, 'utf8'))).toContain(anchor);
  });

  it('make one chain of Next and Previous that begins at the contents and reaches every page of docs/', () => {
    const trail = /\nNext: \[[^\]]+\]\(([^)]+)\) · Previous: \[[^\]]+\]\(([^)]+)\) · \[Top\]\(README\.md\)\n$/;
    const tasks = new Map(
      pages().flatMap(({ path, text }) => {
        const name = /^docs\/([\w-]+\.md)$/.exec(path)?.[1];
        return name === undefined || name === 'README.md' ? [] : [[name, trail.exec(text)?.slice(1)] as const];
      })
    );
    const first = /\nNext: \[[^\]]+\]\(([^)]+)\)\n$/.exec(page('docs/README.md').text)?.[1] ?? '';
    const chain: string[] = [];
    for (let name = first, previous = 'README.md'; tasks.has(name) && !chain.includes(name);) {
      const [next = 'has no Next', before = 'has no Previous'] = tasks.get(name) ?? [];
      expect([name, before]).toEqual([name, previous]);
      chain.push(name);
      [previous, name] = [name, next];
    }
    expect([...chain].sort()).toEqual([...tasks.keys()].sort());
  });

  it('reach every page of docs/ from its contents', () => {
    const contents = page('docs/README.md').text;
    const names = pages().flatMap(({ path }) => (path.startsWith('docs/') ? [path.slice('docs/'.length)] : []));
    expect(names.filter(name => name !== 'README.md' && !contents.includes(`(${name})`))).toEqual([]);
  });
});

/** Words of a simple shell line: quotes group, `#` begins a comment, `NAME=value` before the command is left out. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/#.*$|'([^']*)'|"([^"]*)"|(\S+)/g)]
    .filter(([whole]) => !whole.startsWith('#'))
    .map(([, single, double, plain]) => single ?? double ?? plain ?? '');
  const start = words.findIndex(word => !/^[A-Z_]+=/.test(word));
  return start < 0 ? [] : words.slice(start);
}

/** What `huntbook` gets in a line, `undefined` for another command. */
function argumentsOf(words: readonly string[]): readonly string[] | undefined {
  if (words[0] === 'huntbook') return words.slice(1);
  return words[0] === 'node' && words[1] === 'companion/dist/huntbook.cjs' ? words.slice(2) : undefined;
}

/** npm scripts that exist, and jest on a folder that exists. */
function isScript([command, first = '', second = '']: readonly string[]): boolean {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  if (command === 'npx') return first === 'jest' && existsSync(join(ROOT, second));
  return command === 'npm' && Object.hasOwn(scripts, first === 'run' ? second : first);
}

/** The name of the command that would run; rejects when commander refuses the line. */
async function parse(args: readonly string[]): Promise<string> {
  let called = '';
  const silent = { writeErr: () => undefined, writeOut: () => undefined };
  const program = new Command('huntbook').exitOverride().configureOutput(silent);
  for (const add of [
    addRunCommand,
    addReportCommand,
    addInspectCommand,
    addTestCommand,
    addServeCommand,
    addSciriusCommand,
    addCortexCommand
  ])
    add(program, () => undefined);
  for (const command of program.commands) {
    for (const each of [command, ...command.commands]) each.action(() => void (called = command.name()));
  }
  await program.parseAsync(normaliseArguments(args), { from: 'user' });
  return called;
}

function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
  );
}
