import { SCENARIOS, sampleEvents } from '../../../companion/src/eve/synthetic/index.js';

const END_MS = Date.UTC(2026, 9, 6);
type Told = {
  readonly timestamp: string;
  readonly flow_id: number;
  readonly event_type: string;
  readonly src_ip: string;
  readonly dest_ip: string;
  readonly alert?: { readonly signature_id: number };
};
const make = (events: number, seed: number): readonly Told[] =>
  [...sampleEvents({ events, seed, endMs: END_MS })].map(line => JSON.parse(line) as Told);

describe('a made-up day', () => {
  it.each([
    [1_000, 1],
    [5_000, 2]
  ])('of %d events with seed %d holds what its scenarios tell, in order, within a day', (count, seed) => {
    const events = make(count, seed);
    expect(events).toHaveLength(count);
    const times = events.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
    expect(times[0]! >= '2026-10-05T00:00:00' && times.at(-1)! < '2026-10-06T00:00:00').toBe(true);
    const { beacon, scan, download } = SCENARIOS;
    const countOf = (isMeant: (event: Told) => boolean): number => events.filter(isMeant).length;
    expect([
      countOf(event => event.event_type === 'tls' && event.dest_ip === beacon.server),
      countOf(event => event.alert?.signature_id === beacon.signatureId),
      countOf(event => event.event_type === 'flow' && event.src_ip === scan.source),
      countOf(event => event.alert?.signature_id === scan.signatureId),
      countOf(event => event.event_type === 'fileinfo' && event.dest_ip === download.server)
    ]).toEqual([beacon.connections, beacon.alerts, scan.ports, scan.alerts, download.fetches]);
  });

  it('gives the events of a conversation one id, and no other conversation the same', () => {
    const ends = new Map<number, Set<string>>();
    for (const { flow_id, src_ip, dest_ip } of make(5_000, 3)) {
      ends.set(flow_id, (ends.get(flow_id) ?? new Set()).add(`${src_ip} ${dest_ip}`));
    }
    expect([...ends.values()].filter(pairs => pairs.size > 1)).toEqual([]);
    expect(ends.size).toBeLessThan(4_000);
  });

  it('is busier by day than by night', () => {
    const hours = make(20_000, 4).map(({ timestamp }) => Number(timestamp.slice(11, 13)));
    const within = (from: number, to: number): number => hours.filter(hour => hour >= from && hour < to).length;
    expect(within(9, 17)).toBeGreaterThan(3 * within(0, 8));
  });
});
