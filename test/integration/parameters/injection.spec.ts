import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAssignments } from '../../../companion/src/parameters/index.js';
import { ATTACKS } from '../../support/parameters/attacks.js';
import { runInR, expectedInR } from '../../support/parameters/run-r.js';
import { executeCode, startRealKernel, temporaryFolder } from '../../support/real-kernel.js';

const listIn = (language: object) => (values: readonly string[]) =>
  writeAssignments(new Map([['x', [...values]]]), language);

/** Values come back as bytes, so that no terminal and no encoding on the way can hide a change. */
const KERNELS = [
  {
    kernelName: 'python3',
    before: 'x = 1',
    print: "print('<' + '\\0'.join(x).encode().hex() + '>')",
    listCode: listIn({ kernelName: 'python3' })
  },
  {
    kernelName: 'bash',
    before: 'declare -i x=1',
    print: `printf '%s\\0' "\${x[@]}" | head -c -1 | od -An -tx1 -v | tr -d ' \\n' | sed 's/.*/<&>/'`,
    listCode: listIn({ kernelName: 'bash' })
  },
  {
    kernelName: 'ir',
    before: 'x = 1',
    print: `cat('<', paste(vapply(x, function(v) paste(charToRaw(enc2utf8(v)), collapse = ''), ''), collapse = '00'), '>', sep = '')`,
    listCode: listIn({ kernelName: 'ir', language: 'R' })
  },
  {
    kernelName: 'jslab',
    before: 'let x = [""]',
    // tslab checks types, and knows those of Node only where a project has installed them.
    print: `globalThis['console'].log('<' + globalThis['Buffer'].from(x.join('\\0')).toString('hex') + '>')`,
    listCode: listIn({ kernelName: 'jslab', language: 'javascript' })
  }
];

describe('headless §1.3 #39: an observable that holds code', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });

  it.each(KERNELS)(
    'is only a text in a real $kernelName kernel',
    async ({ kernelName, before, print, listCode }) => {
      const kernel = await startRealKernel(folder.path, { kernelName });
      try {
        await executeCode(kernel, before);
        await executeCode(kernel, listCode(ATTACKS));
        const { text } = await executeCode(kernel, print);
        const [, hex] = /<([0-9a-f]*)>/.exec(text) ?? [];
        expect(
          Buffer.from(hex ?? '', 'hex')
            .toString()
            .split('\0')
        ).toEqual(ATTACKS);
      } finally {
        await kernel.shutdown();
      }
      expect(readdirSync(folder.path)).not.toContain('canary');
    },
    60_000
  );

  it('is only a text in an integer variable of a real bash kernel', async () => {
    const kernel = await startRealKernel(folder.path, { kernelName: 'bash' });
    const attack = 'x[$(touch canary)]';
    try {
      await executeCode(kernel, 'declare -i x=1');
      await executeCode(kernel, writeAssignments(new Map([['x', attack]]), { kernelName: 'bash' }));
      const { text } = await executeCode(kernel, `echo "<$x>"`);
      expect(text).toContain(`<${attack}>`);
    } finally {
      await kernel.shutdown();
    }
    expect(readdirSync(folder.path)).not.toContain('canary');
  }, 60_000);

  it.each(['let x = 1;', 'var x = 1;', '', '"use strict";'])('is only a text in a real node, after "%s"', before => {
    const script = join(folder.path, 'script.cjs');
    const assignments = writeAssignments(new Map([['x', [...ATTACKS]]]), { language: 'javascript' });
    writeFileSync(script, `${before}\n${assignments}process.stdout.write(JSON.stringify(x));\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder.path, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(ATTACKS);
    expect(readdirSync(folder.path)).toEqual(['script.cjs']);
  });

  it('is only a text in a real R', () => {
    expect(runInR([[...ATTACKS]], folder.path)).toEqual([expectedInR([...ATTACKS]), null]);
    expect(readdirSync(folder.path)).toEqual(['script.R']);
  });
});
