import { fetchSlices } from '../../../src/scirius/client/slices.js';
import type { Events, SciriusEvent } from '../../../src/scirius/index.js';

type Store = { readonly stampsMs: readonly number[]; readonly hasTimes?: boolean };

/** All events of a store through slices, and what was asked for them. */
async function fetched({ stampsMs, hasTimes = true }: Store, limit = 1_000_000) {
  const asked = { timelines: 0, pages: 0, rows: 0 };
  const newestFirst = stampsMs.map((ms, id) => ({ ms, id })).sort((one, other) => other.ms - one.ms);
  const within = (fromMs: number, toMs: number) => newestFirst.filter(({ ms }) => fromMs <= ms && ms <= toMs);
  const events = await fetchSlices({
    range: { fromMs: 0, toMs: 99_999 },
    limit,
    progress: undefined,
    signal: undefined,
    page: (range, size): Promise<Events> => {
      const rows = within(range.fromMs, range.toMs)
        .slice(0, size)
        .map(({ ms, id }): SciriusEvent => ({
          _id: String(id),
          ...(hasTimes ? { '@timestamp': new Date(ms).toISOString() } : {})
        }));
      asked.pages += 1;
      asked.rows += rows.length;
      return Promise.resolve({ rows, hits: rows.length, isCapped: true, server: 'Scirius', range, notes: [] });
    },
    timeline: ({ fromMs, toMs }) => {
      asked.timelines += 1;
      const step = Math.max(Math.floor((toMs - fromMs) / 100), 1);
      const counts = new Map<number, number>();
      for (const { ms } of within(fromMs, toMs)) {
        const startMs = fromMs + Math.floor((ms - fromMs) / step) * step;
        counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
      }
      const buckets = [...counts].sort(([a], [b]) => a - b);
      return Promise.resolve(buckets.map(([startMs, count]) => ({ startMs, count })));
    }
  });
  const ids = events.rows.map(row => Number(row['_id']));
  expect(new Set(ids).size).toBe(ids.length);
  const times = ids.map(id => stampsMs[id] ?? 0);
  if (hasTimes) expect([...times].sort((a, b) => b - a)).toEqual(times);
  return { asked, count: ids.length, notes: events.notes };
}

const spread = (count: number, fromMs: number, stepMs: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => fromMs + Math.floor(n * stepMs));

describe('events past one page', () => {
  it('are asked for by one timeline, and each is sent once', async () => {
    const { asked, count } = await fetched({ stampsMs: spread(25_000, 0, 4) });
    expect([count, asked]).toEqual([25_000, { timelines: 1, pages: 3, rows: 25_000 }]);
  });

  it('that fit into one page are asked for by one page', async () => {
    const { asked, count } = await fetched({ stampsMs: spread(9_000, 0, 4) });
    expect([count, asked]).toEqual([9_000, { timelines: 1, pages: 1, rows: 9_000 }]);
  });

  it('in a burst that a timeline shows as one bucket keep the page that was full', async () => {
    const { asked, count, notes } = await fetched({ stampsMs: spread(25_000, 50_000, 0.03) });
    expect([count, notes]).toEqual([25_000, []]);
    // A page that is full overlaps the next one by its last millisecond at most.
    expect(asked.rows).toBeLessThan(25_000 + 34 * asked.pages);
  });

  it('are all found but those beyond the page of one millisecond, which is named', async () => {
    const stampsMs = [...spread(4_000, 0, 1), ...spread(10_500, 5_000, 0), ...spread(4_000, 6_000, 1)];
    const { count, notes } = await fetched({ stampsMs });
    expect([count, notes]).toEqual([
      18_000,
      ['There are more than 10,000 events in the millisecond 5000: the rest cannot be reached.']
    ]);
  });

  it('are found when they do not say when they were', async () => {
    const { count } = await fetched({ stampsMs: spread(25_000, 50_000, 0.03), hasTimes: false });
    expect(count).toBe(25_000);
  });

  it('are no longer asked for once there are enough', async () => {
    const { asked, count } = await fetched({ stampsMs: spread(50_000, 0, 2) }, 12_000);
    expect([count, asked.pages]).toEqual([12_000, 2]);
  });
});
