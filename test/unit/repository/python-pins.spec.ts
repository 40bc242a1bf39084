import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/error-page.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pinsIn = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/([\w.-]+)==([\w.]+)/g)].map(([, name = '', version = '']) => [name, version] as const);

const demo = pinsIn(read('scripts/python-demo.txt'));
const dockerfile = read('companion/cortex/Dockerfile');

describe('feature 39, cortex-thehive §4 #31, headless §4.3 #38: the image', () => {
  it('holds the very versions with which the demo and the tests run', () => {
    expect(demo.map(([name]) => name)).toContain('ipykernel');
    const inImage = new Map(pinsIn(dockerfile));
    expect(demo.map(([name]) => [name, inImage.get(name)])).toEqual(demo);
  });

  it('pins each Python package, installs nothing else and patches nothing', () => {
    const [, list = ''] = /pip install ((?:.|\\\n)*?)(?: \\\n|\n)/.exec(dockerfile) ?? [];
    const packages = list.split(/\s+/).filter(word => !word.startsWith('--'));
    expect(packages.length).toBeGreaterThan(demo.length - 1);
    expect(packages.filter(word => !/^[\w.-]+==[\w.]+$/.test(word))).toEqual([]);
    expect(dockerfile).not.toMatch(/\bpatch\b|\bjupyter\b(?!_)/);
  });

  it('is built on images of one exact version', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base = '']) => base);
    expect(bases).toHaveLength(2);
    expect(bases.filter(base => !/:\d+\.\d+\.\d+-/.test(base))).toEqual([]);
  });
});

it('the Python that set-up asks for is the one the README names', () => {
  const [, minor] = /sys\.version_info < \(3, (\d+)\)/.exec(read('scripts/setup.mjs')) ?? [];
  expect(minor).toBeDefined();
  expect(read('README.md')).toContain(`Python ≥ 3.${minor ?? ''} `);
  expect(read('scripts/setup.mjs')).toContain(`'Python 3.${minor ?? ''} or newer`);
});
