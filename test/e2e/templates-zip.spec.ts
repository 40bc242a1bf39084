import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { testPython } from '../support/real-kernel.js';

const BUILT = resolve(__dirname, '../../dist/cortex');
/** Another reader than the library that packed it; `testzip` compares the check sums. */
const READ = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as packed:
    print(json.dumps([packed.testzip(), {name: packed.read(name).decode() for name in packed.namelist()}]))
`;

it('feature 41: thehive-templates.zip holds what TheHive imports: one folder per worker, with the built templates', () => {
  const text = execFileSync(testPython, ['-c', READ, join(BUILT, 'thehive-templates.zip')], { encoding: 'utf8' });
  const [damaged, files] = JSON.parse(text) as [string | null, Readonly<Record<string, string>>];
  expect(damaged).toBeNull();
  expect(Object.keys(files)).toEqual(['Huntbook_Analyzer_1_0/long.html', 'Huntbook_Analyzer_1_0/short.html']);
  for (const [name, content] of Object.entries(files)) {
    expect(content).toBe(readFileSync(join(BUILT, 'thehive-templates', name), 'utf8'));
  }
  expect(readdirSync(join(BUILT, 'thehive-templates'))).toEqual(['Huntbook_Analyzer_1_0']);
});
