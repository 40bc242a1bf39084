import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHuntbook } from '../support/command.js';
import { readCells, shownText, writeCodeNotebook } from '../support/notebook-file.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-command-');
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const run = (args: readonly string[], environment: Record<string, string> = {}) =>
  runHuntbook(['run', ...args, '--python', testPython], { cwd: folder.path, environment });

describe('huntbook run', () => {
  it('sets parameters as papermill does and stores outputs, parameters and times', async () => {
    const input = writeCodeNotebook(at('sum.ipynb'), [
      { source: 'a = 1\nb = "x"', tags: ['parameters'] },
      'print(type(a).__name__, a, type(b).__name__, b)'
    ]);
    const { status, stderr } = await run([input, at('out_{a}.ipynb'), '-p', 'a', '-41', '-r', 'b', '7']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const cells = readCells(at('out_-41.ipynb'));
    expect(shownText(cells[2])).toBe('int -41 str 7\n');
    const stored = JSON.parse(readFileSync(at('out_-41.ipynb'), 'utf8'));
    expect(stored.metadata.papermill).toMatchObject({ parameters: { a: -41, b: '7' }, exception: null });
  });

  it('runs in the folder of the notebook, as JupyterLab does', async () => {
    const input = writeCodeNotebook(at('where.ipynb'), ['import os\nprint(os.getcwd())']);
    await run([input, at('where-out.ipynb')]);
    expect(shownText(readCells(at('where-out.ipynb'))[0]).trim()).toBe(folder.path);
  });

  it('exits with 1, names the cell and the exception, and stores what was done', async () => {
    const input = writeCodeNotebook(at('raise.ipynb'), [
      'print("before")',
      'raise ValueError("no such host")',
      'print("after")'
    ]);
    const { status, stderr } = await run([input, at('raise-out.ipynb')]);
    expect(status).toBe(1);
    expect(stderr).toContain('ValueError: no such host');
    expect(stderr).toContain('raise-out.ipynb');
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/at .*\.[ct]js:/);
    const texts = readCells(at('raise-out.ipynb')).map(shownText).join('|');
    expect(texts).toContain('before');
    expect(texts).not.toContain('after');
  });

  it('headless §1.4: exits with 138 when the kernel dies, and the running cell is failed, not completed', async () => {
    const input = writeCodeNotebook(at('die.ipynb'), [
      'print("first")',
      'import os\nos.kill(os.getpid(), 9)',
      'print("never")'
    ]);
    const { status, stderr } = await run([input, at('die-out.ipynb')]);
    expect(status).toBe(138);
    expect(stderr).toContain('kernel');
    const states = readCells(at('die-out.ipynb'))
      .map(cell => (cell.metadata['papermill'] as { status?: string } | undefined)?.status)
      .filter(state => state !== undefined);
    expect(states).toEqual(expect.arrayContaining(['completed', 'failed', 'pending']));
    expect(readCells(at('die-out.ipynb')).map(shownText).join('')).toContain('first');
  });

  it('ends a cell that takes longer than --execution-timeout and says so', async () => {
    const input = writeCodeNotebook(at('slow.ipynb'), ['while True: pass']);
    const { status, stderr } = await run([input, at('slow-out.ipynb'), '--execution-timeout', '0.5']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/0\.5|500|longer|time/);
  });

  it('prints one JSON event a line for machines', async () => {
    const input = writeCodeNotebook(at('events.ipynb'), ['print("hello")']);
    const { stdout, status } = await run([input, at('events-out.ipynb'), '--events', 'ndjson']);
    const kinds = stdout
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { kind: string }).kind);
    expect(status).toBe(0);
    expect(kinds[0]).toBe('runStarted');
    expect(kinds).toEqual(expect.arrayContaining(['kernelStarted', 'cellStarted', 'cellOutput', 'cellFinished']));
    expect(kinds.at(-1)).toBe('runFinished');
  });

  it('prints what cells print with --log-output, terminal escapes made visible', async () => {
    const input = writeCodeNotebook(at('log.ipynb'), ['print("a\\x1b[2Jb")']);
    const { stderr } = await run([input, at('log-out.ipynb'), '--log-output']);
    expect(stderr).toContain('a\\u{1b}[2Jb');
  });

  it('prints the executed notebook when the output is -', async () => {
    const input = writeCodeNotebook(at('dash.ipynb'), ['1 + 1']);
    const { stdout } = await run([input, '-']);
    expect((JSON.parse(stdout) as { nbformat: number }).nbformat).toBe(4);
  });

  it('hands over a secret that the notebook can use and no file or message shows', async () => {
    const input = writeCodeNotebook(at('secret.ipynb'), [
      'import os\nprint(len(api_token), api_token, os.environ.get("api_token"))',
      'raise RuntimeError(api_token)'
    ]);
    const secret = 'tok-canary-5f2c91d7';
    const args = [input, at('secret-out.ipynb'), '--secret', 'api_token', '--log-output'];
    const { stdout, stderr } = await run(args, { api_token: secret });
    const stored = readFileSync(at('secret-out.ipynb'), 'utf8');
    expect(stored).toContain(`${secret.length} [redacted] None`);
    expect([stdout, stderr, stored].join('')).not.toContain(secret);
  });

  it('refuses a secret whose name is no variable before a kernel starts', async () => {
    const input = writeCodeNotebook(at('keyword.ipynb'), ['1']);
    const { status, stderr } = await run([input, at('keyword-out.ipynb'), '--secret', 'class'], {
      class: 'tok-5f2c91d7'
    });
    expect(status).toBe(2);
    expect(stderr).toContain('class');
    expect(existsSync(at('keyword-out.ipynb'))).toBe(false);
  });

  it('names the kernels that exist when the one it needs does not', async () => {
    const input = writeCodeNotebook(at('kernel.ipynb'), ['1']);
    const { status, stderr } = await run([input, at('kernel-out.ipynb'), '-k', 'nosuchkernel']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/nosuchkernel[^]*python3/);
    expect(stderr).toContain('No cell was run, so nothing was stored.');
    expect(existsSync(at('kernel-out.ipynb'))).toBe(false);
  });

  it('keeps what an earlier run has stored when no kernel starts', async () => {
    writeFileSync(at('kept.ipynb'), 'of an earlier run');
    await run([writeCodeNotebook(at('kernel.ipynb'), ['1']), at('kept.ipynb'), '-k', 'nosuchkernel']);
    expect(readFileSync(at('kept.ipynb'), 'utf8')).toBe('of an earlier run');
  });

  it.each([
    ['an unknown option', ['run', 'a.ipynb', 'b.ipynb', '--nosuch']],
    ['no notebook', ['run']],
    ['a parameter without a value', ['run', 'a.ipynb', 'b.ipynb', '-p', 'x']],
    ['a timeout that is no number', ['run', 'a.ipynb', 'b.ipynb', '--execution-timeout', 'soon']],
    ['a secret that is not set', ['run', 'a.ipynb', 'b.ipynb', '--secret', 'HUNTBOOK_NOT_SET']],
    ['an unknown command', ['fly']]
  ])('exits with 2 for %s', async (_title, args) => {
    const { status, stderr } = await runHuntbook(args, { cwd: folder.path });
    expect(status).toBe(2);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['a file that is not there', 'missing.ipynb', undefined],
    ['a file that is not JSON', 'broken.ipynb', '{"cells": ['],
    ['a file that is no notebook', 'list.ipynb', '[1, 2]'],
    [
      'a notebook of a future format',
      'future.ipynb',
      '{"nbformat": 5, "nbformat_minor": 0, "metadata": {}, "cells": []}'
    ]
  ])('names path and reason for %s', async (_title, name, content) => {
    if (content !== undefined) writeFileSync(at(name), content);
    const { status, stderr } = await run([at(name), at('never.ipynb')]);
    expect(status).toBe(1);
    expect(stderr).toContain(name);
    expect(stderr.trim().split('\n').length).toBeLessThan(4);
    expect(existsSync(at('never.ipynb'))).toBe(false);
  });

  it('says which folder is missing when there is none for temporary files', async () => {
    writeCodeNotebook(at('no-tmp.ipynb'), ['1']);
    const { status, stderr } = await run([at('no-tmp.ipynb'), at('no-tmp-out.ipynb')], { TMPDIR: '/nowhere/at-all' });
    expect(status).toBe(1);
    expect(stderr).toContain('The kernel python3 did not start: ');
    expect(stderr).toContain('/nowhere/at-all');
  });

  it('leaves nothing behind in the folder for temporary files', async () => {
    const temporary = at('tmp');
    writeCodeNotebook(at('clean.ipynb'), ['1']);
    const { mkdirSync } = await import('node:fs');
    mkdirSync(temporary);
    await run([at('clean.ipynb'), at('clean-out.ipynb')], { TMPDIR: temporary });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('huntbook report', () => {
  it('writes a page around the very fragment that --fragment prints', async () => {
    const input = writeCodeNotebook(at('rep.ipynb'), ['print("<b>hi</b>")']);
    await run([input, at('rep-out.ipynb')]);
    const page = await runHuntbook(['report', at('rep-out.ipynb')]);
    const fragment = await runHuntbook(['report', at('rep-out.ipynb'), '--fragment']);
    expect(page.status).toBe(0);
    const html = readFileSync(at('rep-out.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain(fragment.stdout.trim());
    expect(fragment.stdout).toContain('&lt;b&gt;hi&lt;/b&gt;');
  });
});

describe('a notebook that asks a person', () => {
  it('is named before it runs, and fails with one sentence when it does', async () => {
    const input = writeCodeNotebook(at('ask.ipynb'), ['x = 1\nname = input("Who? ")']);
    const inspected = await runHuntbook(['inspect', input]);
    expect(inspected.stdout).toMatch(/cell 1, line 2: input waits for a person/);
    const { stdout } = await runHuntbook(['inspect', input, '--json']);
    expect(stdout).toContain('"cell-asks-nobody"');
    const { status, stderr } = await run([input, at('ask-out.ipynb')]);
    expect(status).toBe(1);
    expect(stderr.split('\n')[0]).toMatch(
      /StdinNotImplementedError.*cannot ask a person; take the value as a parameter/
    );
  });
});

describe('huntbook inspect', () => {
  it('shows what an executed notebook found', async () => {
    const input = writeCodeNotebook(at('found.ipynb'), [
      { source: 'print(\'{"type": "AddTagToCase", "tag": "x"}\')', tags: ['operations'] }
    ]);
    await run([input, at('found-out.ipynb')]);
    const { stdout } = await runHuntbook(['inspect', at('found-out.ipynb'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      results: { operations: [{ value: { type: 'AddTagToCase', tag: 'x' }, verdict: null }] }
    });
  });

  it('names a file that came along by its name, kind and size, and does not print it', async () => {
    const input = writeCodeNotebook(at('file.ipynb'), [
      {
        source: 'print(\'{"dataType": "file", "filename": "a.txt", "data": "data:text/plain;base64,YWFhYWFh"}\')',
        tags: ['artifacts']
      }
    ]);
    await run([input, at('file-out.ipynb')]);
    const text = await runHuntbook(['inspect', at('file-out.ipynb')]);
    expect(text.stdout).toContain('artifact file a.txt (text/plain, 6 bytes)');
    const { stdout } = await runHuntbook(['inspect', at('file-out.ipynb'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ results: { artifacts: [{ value: { sizeBytes: 6 } }] } });
    expect(stdout).not.toContain('YWFhYWFh');
  });

  it('lists parameters with type, default and help, roles and problems', async () => {
    const input = writeCodeNotebook(at('insp.ipynb'), [
      { source: 'limit: int = 5  # how many\nhost = "a"', tags: ['parameters'] },
      { source: 'print("{}")', tags: ['taxonomies'] }
    ]);
    const { stdout, status } = await runHuntbook(['inspect', input, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kernel: 'python3',
      parameters: [
        { name: 'limit', type: 'int', default: '5', help: 'how many' },
        { name: 'host', type: null, default: '"a"', help: '' }
      ],
      roles: [
        { role: 'parameters', cell: 0 },
        { role: 'taxonomies', cell: 1 }
      ],
      problems: []
    });
    const text = await runHuntbook(['inspect', input]);
    expect(text.stdout).toContain('limit: int (default 5)  how many');
    expect(text.stdout).toContain('host (default "a")\n');
  });
});

describe('huntbook', () => {
  it.each([['run'], ['test'], ['cortex', 'doctor']])(
    '%s --help shows no default of a list or a switch',
    async (...args) => {
      const { stdout } = await runHuntbook([...args, '--help']);
      expect(stdout).toContain('--python');
      expect(stdout).not.toMatch(/default: (?:\[\]|false)/);
    }
  );

  it('shows its version and its commands', async () => {
    expect((await runHuntbook(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { stdout, status } = await runHuntbook(['--help']);
    expect(status).toBe(0);
    for (const command of ['run', 'report', 'inspect', 'cortex']) expect(stdout).toContain(`  ${command} `);
  });
});
