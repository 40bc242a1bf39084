import { cell, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';
import { notebookOf, outputsOf, runNotebook, statusesOf } from '../../support/run-notebook.js';
import { Secret } from '../../../src/secret.js';

const DEATH = { exitCode: null, signal: 'SIGKILL', outOfMemory: true, stderrTail: 'token-123 last words' };
const later = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** What the second of three cells does, and what then stands in the notebook. */
const STAGES: readonly [string, Script][] = [
  ['at once', scene => scene.kernel.die(DEATH)],
  [
    'after it is busy',
    scene => {
      scene.busy();
      scene.kernel.die(DEATH);
    }
  ],
  [
    'after an output',
    scene => {
      scene.busy();
      scene.print('printed\n');
      scene.kernel.die(DEATH);
    }
  ],
  [
    'a while after an output',
    async scene => {
      scene.print('printed\n');
      await later();
      scene.kernel.die(DEATH);
    }
  ],
  [
    'after it is idle, without a reply',
    scene => {
      scene.busy();
      scene.idle();
      scene.kernel.die(DEATH);
    }
  ]
];

describe('a kernel that dies', () => {
  test.each(STAGES)('headless §4.3 #19: %s fails its cell and leaves the later ones pending', async (stage, script) => {
    const kernel = new ScriptedKernel({ a: cell(scene => scene.print('kept\n')), b: script });
    const ran = await runNotebook(notebookOf('a', 'b', 'c'), kernel, {
      redact: text => text.replaceAll('token-123', '***')
    });
    expect(ran.status).toBe('failed');
    expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
    expect(ran.failure).toMatchObject({
      code: 'KERNEL_DIED',
      details: { ...DEATH, expected: false, stderrTail: '*** last words' }
    });
    const texts = outputsOf(ran.notebook).map(outputs =>
      outputs.map(output => (output.output_type === 'stream' ? output.text : ''))
    );
    expect(texts).toEqual([['kept\n'], stage.includes('output') ? ['printed\n'] : [], []]);
    expect(ran.notebook.metadata['papermill']).toMatchObject({ exception: true });
  });

  it('between two cells fails the cell that can no longer be run', async () => {
    const a: Script = async scene => {
      await cell()(scene);
      scene.kernel.die({ exitCode: 0 });
    };
    const ran = await runNotebook(notebookOf('a', 'b', 'c'), new ScriptedKernel({ a }));
    expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
    expect(ran.failure).toMatchObject({ code: 'KERNEL_DIED', details: { exitCode: 0 } });
  });

  it('after the reply of the last cell leaves the run completed and says that outputs may be missing', async () => {
    const a: Script = scene => {
      scene.reply();
      scene.kernel.die();
    };
    const ran = await runNotebook(notebookOf('a'), new ScriptedKernel({ a }));
    expect(ran.status).toBe('completed');
    expect(ran.problems).toMatchObject([{ code: 'cell-idle-received' }]);
  });

  it('before the first cell, in silent code, leaves all cells pending', async () => {
    const kernel = new ScriptedKernel({ secret: scene => scene.kernel.die(DEATH) });
    const ran = await runNotebook(notebookOf('a'), kernel, { silentCode: [new Secret('secret')] });
    expect(ran.failure).toMatchObject({ code: 'KERNEL_DIED' });
    expect(statusesOf(ran.notebook)).toEqual(['pending']);
  });

  it('unseen, behind a closed connection, fails the cell as well', async () => {
    const ran = await runNotebook(notebookOf('a', 'b'), new ScriptedKernel({ a: scene => scene.kernel.disconnect() }));
    expect(ran.failure).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(statusesOf(ran.notebook)).toEqual([undefined, undefined, 'failed', 'pending']);
  });
});
