import { EventQueue } from '../../../companion/src/execution/event-queue.js';
import type { RunEvent } from '../../../companion/src/execution/index.js';

function output(text: string, cell = 0, name = 'stdout'): RunEvent {
  return { kind: 'cellOutput', cell, event: { kind: 'stream', output: { output_type: 'stream', name, text } } };
}

function display(cell = 0): RunEvent {
  const shown = { output_type: 'display_data' as const, data: {}, metadata: {} };
  return { kind: 'cellOutput', cell, event: { kind: 'display', output: shown } };
}

const started: RunEvent = { kind: 'cellStarted', cell: 0, atUtc: '' };

async function take(queue: EventQueue): Promise<readonly RunEvent[]> {
  queue.end();
  const events: RunEvent[] = [];
  for await (const event of queue) events.push(event);
  return events;
}

describe('the queue of events', () => {
  it('joins stream text of one cell and name that nobody took yet', async () => {
    const queue = new EventQueue();
    for (const text of ['a', 'b', 'c']) queue.push(output(text));
    expect(await take(queue)).toEqual([output('abc')]);
  });

  test.each([
    ['another cell', output('b', 1)],
    ['another name', output('b', 0, 'stderr')],
    ['another kind', display()],
    ['an event of the run', started]
  ])('does not join across %s', async (_title, between) => {
    const queue = new EventQueue();
    for (const event of [output('a'), between, output('c')]) queue.push(event);
    expect(await take(queue)).toEqual([output('a'), between, output('c')]);
  });

  it('hands over an event that comes while the consumer waits', async () => {
    const queue = new EventQueue();
    const iterator = queue[Symbol.asyncIterator]();
    const first = iterator.next();
    queue.push(started);
    expect(await first).toEqual({ done: false, value: started });
    queue.end();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('loses output events, and only those, when a consumer leaves more than 20,000 waiting', async () => {
    const queue = new EventQueue();
    for (let at = 0; at < 20_100; at += 1) queue.push(display(at));
    queue.push(started);
    const events = await take(queue);
    expect(events).toHaveLength(20_001);
    expect(events.at(-1)).toEqual(started);
  });

  it('takes nothing more once it has ended', async () => {
    const queue = new EventQueue();
    queue.end();
    queue.push(started);
    expect(await take(queue)).toEqual([]);
  });
});
