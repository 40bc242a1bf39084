import { dayTime } from './day-rate.js';
import { suricataTime, type DraftEvent } from './draft-event.js';
import { makeNetwork } from './network.js';
import { seededRandom } from './random.js';
import { scenarioEvents } from './scenarios.js';
import { SESSIONS, type Session } from './sessions.js';
import { TimeQueue } from './time-queue.js';

export type SampleOptions = {
  /** How many events; at least `LEAST_EVENTS`, which the scenarios need. */
  readonly events: number;
  /** Equal seeds, sizes and ends give equal bytes. */
  readonly seed: number;
  /** When the day ends that is told, in epoch ms. */
  readonly endMs: number;
};

/** Below it there is no room for ordinary traffic beside the scenarios. */
export const LEAST_EVENTS = 1_000;
const DAY_MS = 86_400_000;

/**
 * The events of one day of a small network as Suricata logs them, in order, one line of JSON each without its line
 * break. Ordinary traffic follows the hours of a working day (UTC) and shares flow ids; what `SCENARIOS` tells of is in it.
 */
export function* sampleEvents({ events, seed, endMs }: SampleOptions): Generator<string, void, undefined> {
  const network = makeNetwork(seededRandom(seed));
  const startMs = endMs - DAY_MS;
  const queue = new TimeQueue();
  for (const event of scenarioEvents(network, startMs, endMs)) queue.add(event);
  const ordinary = Math.max(0, events - queue.size);
  const timeOf = dayTime(startMs);
  for (let made = 0; made < ordinary;) {
    const atMs = timeOf(made / ordinary);
    for (const event of pickSession(network.random.next())(network, atMs)) {
      if (made === ordinary) break;
      queue.add(event.atMs < endMs ? event : { ...event, atMs: endMs - 1 });
      made += 1;
    }
    while (queue.nextAtMs < atMs) yield lineOf(queue.take());
  }
  while (queue.size > 0) yield lineOf(queue.take());
}

const ALL_SHARES = SESSIONS.reduce((sum, [share]) => sum + share, 0);

function pickSession(chance: number): Session {
  let rest = chance * ALL_SHARES;
  for (const [share, session] of SESSIONS) {
    rest -= share;
    if (rest < 0) return session;
  }
  throw new RangeError('A chance is below 1.');
}

function lineOf(event: DraftEvent | undefined): string {
  if (event === undefined) throw new RangeError('There is no event left.');
  return `{"timestamp":"${suricataTime(event.atMs)}",${JSON.stringify(event.event).slice(1)}`;
}
