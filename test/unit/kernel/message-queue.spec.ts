import { MessageQueue } from '../../../companion/src/kernel/message-queue.js';

const item = (n: number): { readonly n: number } => ({ n });

async function take(queue: MessageQueue<{ readonly n: number }>, count: number): Promise<readonly number[]> {
  const taken: number[] = [];
  while (taken.length < count) {
    const { value } = await queue.next();
    if (value === undefined) break;
    taken.push(value.n);
  }
  return taken;
}

describe('a message queue', () => {
  test('hands over in order what was pushed before and while somebody waits', async () => {
    const queue = new MessageQueue<{ readonly n: number }>();
    queue.push(item(1));
    const taken = take(queue, 3);
    queue.push(item(2));
    await Promise.resolve();
    queue.push(item(3));
    expect(await taken).toEqual([1, 2, 3]);
  });

  test('ends only after everything queued was taken, and takes nothing after its end', async () => {
    const queue = new MessageQueue<{ readonly n: number }>();
    queue.push(item(1));
    queue.end();
    queue.push(item(2));
    expect(await take(queue, 5)).toEqual([1]);
  });

  test('wakes a waiting consumer at the end', async () => {
    const queue = new MessageQueue<{ readonly n: number }>();
    const waiting = queue.next();
    queue.end();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  test('keeps the rest when a loop is left', async () => {
    const queue = new MessageQueue<{ readonly n: number }>();
    [1, 2, 3].forEach(n => queue.push(item(n)));
    for await (const { n } of queue) if (n === 2) break;
    expect(await take(queue, 1)).toEqual([3]);
  });

  test('refuses a second consumer while one waits', async () => {
    const queue = new MessageQueue<{ readonly n: number }>();
    const first = queue.next();
    await expect(queue.next()).rejects.toThrow('one consumer');
    queue.push(item(1));
    expect(await first).toEqual({ value: item(1), done: false });
  });

  test('keeps order and count over 200,000 items that come and go', async () => {
    const queue = new MessageQueue<{ readonly n: number }>();
    const taken: number[] = [];
    for (let n = 0; n < 200_000; n += 2) {
      queue.push(item(n));
      queue.push(item(n + 1));
      taken.push(...(await take(queue, 1)));
    }
    expect(queue.size).toBe(100_000);
    taken.push(...(await take(queue, 100_000)));
    expect(taken.every((n, index) => n === index)).toBe(true);
    expect(taken).toHaveLength(200_000);
  });
});
