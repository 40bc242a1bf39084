import { withinLimit } from '../../../src/lab/companion/within-limit.js';
import { troubleOf } from '../../../src/lab/run/trouble.js';

test('who gets no answer in time is told SERVICE_SLOW, and an answer in time is handed on', async () => {
  const late = withinLimit(new Promise<never>(() => undefined), 1);
  await expect(late).rejects.toMatchObject({ code: 'SERVICE_SLOW' });
  expect(troubleOf(await late.catch((error: unknown) => error)).kind).toBe('slow');
  await expect(withinLimit(Promise.resolve('answer'), 60_000)).resolves.toBe('answer');
});
