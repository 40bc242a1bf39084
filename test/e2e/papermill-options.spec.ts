import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHuntbook } from '../support/command.js';
import { readCells, shownText, writeCodeNotebook } from '../support/notebook-file.js';
import { PYTHON } from '../support/papermill-oracle.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-papermill-');
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const COMMAND = join(__dirname, '../../companion/dist/huntbook.cjs');
const python = ['--python', testPython];

const ours = (...args: readonly string[]) => runHuntbook(['run', ...args], { cwd: folder.path });
const theirs = (...args: readonly string[]) =>
  spawnSync(PYTHON, ['-m', 'papermill', ...args], { cwd: folder.path, encoding: 'utf8' });
const shell = (line: string) => {
  const env = { ...process.env, HUNTBOOK: `${process.execPath} ${COMMAND} run`, PAPERMILL: `${PYTHON} -m papermill` };
  return spawnSync('sh', ['-c', line], { cwd: folder.path, env, encoding: 'utf8' });
};

type Stored = { readonly cells: readonly { id?: string }[]; readonly metadata: { papermill: Record<string, unknown> } };

/** Without what differs between two programs: ids of cells, version; cells that papermill injects quote in one way more. */
function stored(name: string): unknown {
  const { cells, metadata, ...rest } = JSON.parse(readFileSync(at(name), 'utf8')) as Stored;
  const { version: _version, ...papermill } = metadata.papermill;
  return {
    ...rest,
    metadata: { ...metadata, papermill },
    cells: cells.map(({ id: _id, ...cell }) => cell)
  };
}

describe('options of huntbook run, beside papermill', () => {
  it('take or refuse every option that papermill has', async () => {
    const names = (help: string): readonly string[] =>
      [...help.matchAll(/(?<=^ {2}|, |\/ )(--?[a-z][a-z_-]*)/gmu)].map(([name]) => name.replaceAll('_', '-'));
    const known = new Set(names((await ours('--help')).stdout));
    const asked = names(theirs('--help').stdout);
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter(name => !known.has(name))).toEqual([]);
  });

  it.each([
    [
      'documented',
      ['parameters'],
      'a = 1  # how many\nlong_parameter_name: int = 12345  # longer help\nb = "x"\nc: float = 1.5'
    ],
    ['empty', ['parameters'], '# nothing'],
    ['untagged', [], 'a = 1']
  ])('--help-notebook tells of a notebook that is %s what papermill tells', async (name, tags, source) => {
    writeCodeNotebook(at(`${name}.ipynb`), [{ source, tags }]);
    const { status, stdout } = theirs('--help-notebook', `${name}.ipynb`);
    const told = await ours('--help-notebook', `${name}.ipynb`);
    expect(told.stdout.split('\n').slice(1)).toEqual(stdout.split('\n').slice(1));
    expect(told.status).toBe(status);
  });

  it.each([
    ['--inject-input-path'],
    ['--inject-output-path', '--report-mode'],
    ['--inject-paths'],
    ['--report-mode', '-p', 'a', '2'],
    ['--no-report-mode']
  ])('--prepare-only %s %s stores what papermill stores', async (...options) => {
    writeCodeNotebook(at('prepare.ipynb'), [{ source: 'a = 1', tags: ['parameters'] }, 'print(a)']);
    const words = options.filter(word => word !== undefined);
    expect(theirs('prepare.ipynb', 'out.ipynb', '--prepare-only', ...words).status).toBe(0);
    const expected = stored('out.ipynb');
    const { status, stderr } = await ours('prepare.ipynb', 'out.ipynb', '--prepare-only', ...words);
    expect({ status, stderr: stderr.replace(/^warning: .*\n/gmu, '') }).toEqual({ status: 0, stderr: '' });
    expect(stored('out.ipynb')).toEqual(expected);
  });

  it('--prepare-only keeps old outputs, and what else metadata.jupyter says (papermill loses it)', async () => {
    const cell = {
      cell_type: 'code',
      source: '1',
      metadata: { jupyter: { outputs_hidden: true } },
      execution_count: 3,
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }]
    };
    const metadata = { kernelspec: { name: 'python3', display_name: 'P', language: 'python' } };
    writeFileSync(at('old.ipynb'), JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 4 }));
    await ours('old.ipynb', 'old-out.ipynb', '--prepare-only', '--report-mode');
    expect(stored('old-out.ipynb')).toMatchObject({
      cells: [
        {
          execution_count: 3,
          outputs: [{ text: ['old'] }],
          metadata: { jupyter: { outputs_hidden: true, source_hidden: true } }
        }
      ]
    });
  });

  it('--stdout-file and --stderr-file take what papermill writes there, and --report-mode folds the code', async () => {
    const source = 'import sys\nprint("out")\nprint("err", file=sys.stderr)\nprint("é")';
    writeCodeNotebook(at('print.ipynb'), [source, 'print("more")']);
    const files = ['--stdout-file', 'o.txt', '--stderr-file', 'e.txt'];
    writeFileSync(at('o.txt'), 'of an earlier run');
    expect(theirs('print.ipynb', 'out.ipynb', ...files).status).toBe(0);
    const expected = ['o.txt', 'e.txt'].map(name => readFileSync(at(name), 'utf8'));
    writeFileSync(at('o.txt'), 'of an earlier run');
    expect((await ours('print.ipynb', 'out.ipynb', ...files, '--report-mode', ...python)).status).toBe(0);
    expect(['o.txt', 'e.txt'].map(name => readFileSync(at(name), 'utf8'))).toEqual(expected);
    expect(readCells(at('out.ipynb'))[0]).toMatchObject({ metadata: { jupyter: { source_hidden: true } } });
  });

  it('read the notebook from a pipe as papermill does: one path is the output, none prints it', () => {
    writeCodeNotebook(at('pipe.ipynb'), [{ source: 'a = 1', tags: ['parameters'] }]);
    for (const program of ['$PAPERMILL', '$HUNTBOOK']) {
      const one = shell(`cat pipe.ipynb | ${program} piped.ipynb --prepare-only -p a 5 --no-progress-bar`);
      expect(one.status).toBe(0);
      expect(readCells(at('piped.ipynb')).map(({ source }) => [source].flat().join(''))).toContain(
        '# Parameters\na = 5\n'
      );
      const none = shell(`cat pipe.ipynb | ${program} --prepare-only -p a 6 --no-progress-bar | cat`);
      expect(none.stdout).toContain('a = 6');
    }
  });

  it.each([
    [[], 'True'],
    [['--no-request-save-on-cell-execute'], 'True'],
    [['--autosave-cell-every', '0'], 'False'],
    [['--no-request-save-on-cell-execute', '--autosave-cell-every', '0'], 'False']
  ])(
    'with %j a cell that prints for long finds itself stored: %s',
    async (options, expected) => {
      const source =
        'import os, time\nfor _ in range(8):\n  print("line", flush=True)\n  time.sleep(0.3)\nprint(os.path.exists("saved.ipynb"))';
      writeCodeNotebook(at('save.ipynb'), [source]);
      rmSync(at('saved.ipynb'), { force: true });
      const { status } = await ours('save.ipynb', 'saved.ipynb', ...options, ...python);
      expect(status).toBe(0);
      expect(
        shownText(readCells(at('saved.ipynb'))[0])
          .trim()
          .split('\n')
          .at(-1)
      ).toBe(expected);
    },
    30_000
  );

  it.each([
    [[], 'True'],
    [['--no-request-save-on-cell-execute'], 'False']
  ])(
    'with %j a cell that prints nothing finds the cells before it stored: %s',
    async (options, expected) => {
      const cells = [
        'import os, time\ntime.sleep(2)',
        'time.sleep(2)\nfound = os.path.exists("saved.ipynb")',
        'print(found)'
      ];
      writeCodeNotebook(at('save.ipynb'), cells);
      rmSync(at('saved.ipynb'), { force: true });
      expect((await ours('save.ipynb', 'saved.ipynb', ...options, ...python)).status).toBe(0);
      expect(shownText(readCells(at('saved.ipynb'))[2]).trim()).toBe(expected);
    },
    30_000
  );

  it('a file for what cells print that cannot be written costs a sentence, and not the notebook', async () => {
    writeCodeNotebook(at('print.ipynb'), ['print("out")', 'print("more")']);
    const { status, stderr } = await ours('print.ipynb', 'out.ipynb', '--stdout-file', '/dev/full', ...python);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'huntbook: the file for stdout cannot be written any more: ENOSPC: no space left on device, write\n'
    });
    expect(readCells(at('out.ipynb')).map(cell => shownText(cell))).toEqual(['out\n', 'more\n']);
  });

  it.each([
    [['--engine', 'nbclient'], 'Engines are plug-ins of papermill'],
    [['--log-level', 'LOUD'], 'It is one of NOTSET, DEBUG'],
    [['--autosave-cell-every', 'often'], 'It takes a whole number of seconds'],
    [['--prepare-only', '--prepare-execute'], 'exclude each other'],
    [['--stdout-file', '/no/such/folder/x'], 'cannot be written']
  ])('%j is refused in one sentence', async (options, sentence) => {
    writeCodeNotebook(at('refused.ipynb'), ['1']);
    const { status, stderr } = await ours('refused.ipynb', 'refused-out.ipynb', ...options, ...python);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n').length).toBeLessThan(4);
    expect(existsSync(at('refused-out.ipynb'))).toBe(false);
  });

  it.each([
    ['DEBUG', [/does not declare it/, /^out$/m, /^err$/m]],
    ['INFO', [/^out$/m, /^err$/m]],
    ['WARNING', [/^err$/m]],
    ['ERROR', []]
  ])('--log-level %s tells that much', async (level, told) => {
    writeCodeNotebook(at('log.ipynb'), [
      { source: 'a = 1', tags: ['parameters'] },
      'import sys\nprint("out")\nprint("err", file=sys.stderr)'
    ]);
    const { stderr } = await ours(
      'log.ipynb',
      'out.ipynb',
      '-p',
      'b',
      '1',
      '--log-output',
      '--log-level',
      level,
      ...python
    );
    const all = [/does not declare it/, /^out$/m, /^err$/m];
    expect(all.filter(pattern => pattern.test(stderr))).toEqual(told);
  });

  it('--version prints the version', async () => {
    const { status, stdout } = await ours('--version');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });
});
