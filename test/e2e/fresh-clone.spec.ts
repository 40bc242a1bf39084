import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-fresh-');
afterAll(() => folder.remove());

it.each(['build', 'wheel'])('npm run %s fetches the packages of a fresh clone before it needs one', name => {
  const clone = join(folder.path, name);
  for (const part of ['scripts', 'package.json', 'package-lock.json'])
    cpSync(part, join(clone, part), { recursive: true });
  // An npm that says how it was called, and that it failed: nothing is fetched by a test.
  const bin = join(clone, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $*"; exit 1\n');
  chmodSync(join(bin, 'npm'), 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'scripts', `${name}.mjs`)], {
    env: { PATH: `${bin}:/usr/bin:/bin` },
    encoding: 'utf8'
  });
  expect(status).toBe(1);
  expect(stdout).toContain('Installing npm packages');
  expect(stderr).toMatch(/npm ci --ignore-scripts/u);
  expect(stderr).not.toContain('    at ');
});
