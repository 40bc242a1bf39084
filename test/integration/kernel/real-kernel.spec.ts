import { executeCode, startRealKernel, temporaryFolder } from '../../support/real-kernel.js';

describe('a real ipykernel', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('executes code, streams its output and ends with exit code 0', async () => {
    const kernel = await startRealKernel(folder.path);
    const executed = await executeCode(kernel, 'print(6 * 7)');
    await kernel.shutdown();
    expect(executed.text).toBe('42\n');
    expect(executed.reply.content).toMatchObject({ status: 'ok', execution_count: 1 });
    expect(await kernel.dead).toMatchObject({ expected: true, exitCode: 0, signal: null, outOfMemory: false });
  });
});
