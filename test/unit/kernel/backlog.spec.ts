import { Backlog } from '../../../companion/src/kernel/local/backlog.js';

const MB = 1024 * 1024;

function push(backlog: Backlog, parent: string | undefined, bytes: number, name = ''): void {
  backlog.push([Buffer.from(name)], { bytes, outputOf: () => parent });
}

async function take(backlog: Backlog): Promise<readonly string[]> {
  backlog.end();
  const taken: string[] = [];
  for await (const item of backlog) {
    if (item.kind === 'gap') taken.push(`gap ${item.parent} ${item.messages} ${item.bytes / MB}`);
    else taken.push(Buffer.concat(item.frames).toString());
  }
  return taken;
}

describe('the backlog of messages that are not decoded', () => {
  test('keeps everything, in order, as long as outputs of one request are below 40 MB', async () => {
    const backlog = new Backlog();
    for (const name of ['a', 'b', 'c']) push(backlog, 'first', 10 * MB, name);
    for (const name of ['d', 'e', 'f']) push(backlog, 'second', 10 * MB, name);
    expect(await take(backlog)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('drops the middle of a flood and says how much that was, nothing else', async () => {
    const backlog = new Backlog();
    push(backlog, undefined, 0, 'busy');
    push(backlog, 'other', MB, 'other result');
    for (let n = 0; n < 100; n += 1) push(backlog, 'flood', 4 * MB, `flood ${n}`);
    push(backlog, undefined, 0, 'idle');
    const taken = await take(backlog);
    expect(taken.slice(0, 8)).toEqual([
      'busy',
      'other result',
      ...Array.from({ length: 5 }, (_each, n) => `flood ${n}`),
      expect.stringMatching(/^gap flood /)
    ]);
    expect(taken.slice(-2)).toEqual(['flood 99', 'idle']);
    const kept = taken.filter(name => name.startsWith('flood')).length;
    expect(taken).toContain(`gap flood ${100 - kept} ${4 * (100 - kept)}`);
  });

  test('holds no more than 40 MB of outputs while 10 GB come', async () => {
    const backlog = new Backlog();
    for (let n = 0; n < 1_000; n += 1) push(backlog, 'flood', 10 * MB);
    expect((await take(backlog)).length).toBeLessThanOrEqual(6);
  });

  test('never drops what is no output', async () => {
    const backlog = new Backlog();
    for (let n = 0; n < 10; n += 1) push(backlog, undefined, 10 * MB, `status ${n}`);
    backlog.hurry();
    expect(await take(backlog)).toHaveLength(10);
  });

  test('drops all outputs that are too many once somebody is in a hurry', async () => {
    const backlog = new Backlog();
    for (let n = 0; n < 20; n += 1) push(backlog, 'flood', MB, `flood ${n}`);
    push(backlog, undefined, 0, 'idle');
    backlog.hurry();
    expect(await take(backlog)).toEqual(['gap flood 20 20', 'idle']);
  });

  test('has no room for more than 2,000 messages until some are taken', async () => {
    const backlog = new Backlog();
    for (let n = 0; n < 2_000; n += 1) push(backlog, 'flood', 10);
    let hasRoom = false;
    const room = backlog.room().then(() => (hasRoom = true));
    await Promise.resolve();
    expect(hasRoom).toBe(false);
    expect(await take(backlog)).toHaveLength(2_000);
    await room;
    expect(hasRoom).toBe(true);
  });
});
