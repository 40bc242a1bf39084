import { shared } from '../../../src/lab/notebook/shared.js';

it('work that is under way is not begun again, and afterwards is', async () => {
  let begun = 0;
  const ends: (() => void)[] = [];
  const work = shared(() => {
    begun += 1;
    return new Promise<number>(done => ends.push(() => done(begun)));
  });
  const [one, other] = [work(), work()];
  ends[0]?.();
  expect(await Promise.all([one, other])).toEqual([1, 1]);
  const third = work();
  ends[1]?.();
  expect(await third).toBe(2);
});

it('work that failed is begun again', async () => {
  let begun = 0;
  const work = shared(() => Promise.reject(new Error(`try ${(begun += 1)}`)));
  await expect(work()).rejects.toThrow('try 1');
  await expect(work()).rejects.toThrow('try 2');
});
