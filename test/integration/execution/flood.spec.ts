import type { RunEvent } from '../../../companion/src/execution/index.js';
import { startRealKernel, temporaryFolder } from '../../support/real-kernel.js';
import { notebookOf, outputsOf, runNotebook, statusesOf } from '../../support/run-notebook.js';

const MB = 1024 * 1024;
/** So much has one kernel told before the run is aborted: more than is stored. */
const FLOOD_BYTES = 15 * MB;
/** What was read and is not collected yet included; without a limit it was 3.7 GB after three seconds, and growing. */
const GROWTH_BYTES = 2_000 * MB;

describe('four kernels that print without end', () => {
  jest.setTimeout(60_000);
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('neither starve the process nor fill its memory, and end when the run is aborted', async () => {
    const controller = new AbortController();
    const before = process.memoryUsage.rss();
    const told = new Map<number, number>();
    let highest = before;
    let turns = 0;
    const watch = setInterval(() => {
      turns += 1;
      highest = Math.max(highest, process.memoryUsage.rss());
      if (told.size === 4 && [...told.values()].every(bytes => bytes > FLOOD_BYTES))
        controller.abort(new Error('SIGTERM'));
    }, 5);
    const count = (kernel: number) => (event: RunEvent) => {
      if (event.kind !== 'cellOutput' || event.event.kind !== 'stream') return;
      told.set(kernel, (told.get(kernel) ?? 0) + event.event.output.text.length);
    };
    const runs = [0, 1, 2, 3].map(kernel =>
      runNotebook(
        notebookOf('print("kept")', "while True: print('x' * 1000)", '1'),
        () => startRealKernel(folder.path),
        { signal: controller.signal, store: () => Promise.resolve(), interruptGraceMs: 800 },
        count(kernel)
      )
    );
    const all = await Promise.all(runs);
    await Promise.all(all.map(ran => ran.kernelGone));
    clearInterval(watch);
    for (const ran of all) {
      expect(ran).toMatchObject({ status: 'cancelled', failure: { code: 'RUN_CANCELLED' } });
      expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
      expect(ran.problems).toContainEqual(expect.objectContaining({ code: 'output-within-limit', at: { cell: 3 } }));
      const [kept, flood] = outputsOf(ran.notebook);
      expect(kept).toMatchObject([{ text: 'kept\n' }]);
      expect(JSON.stringify(flood)).toContain('[Huntbook left out');
    }
    expect(turns).toBeGreaterThan(10);
    expect(highest - before).toBeLessThan(GROWTH_BYTES);
  });
});
