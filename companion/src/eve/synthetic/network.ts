import type { Flow } from './draft-event.js';
import type { Random } from './random.js';

/** A small office that talks to a large world. Outside addresses are of ranges that nobody owns (RFC 2544, 5737, 6890). */
export type Network = {
  readonly random: Random;
  readonly client: () => string;
  readonly site: () => Site;
  /** A new conversation, with an id that no other one has. */
  readonly connect: (source: string, target: string, port: number, proto?: string) => Flow;
};

export type Site = { readonly name: string; readonly address: string };

export const RESOLVER = '10.20.0.2';
export const FILE_SERVER = '10.20.0.5';
export const MAIL_SERVER = '10.20.0.8';
const CLIENTS = 180;
const SITES = 4_000;
const WORDS = 'alpha beacon cedar delta ember fjord grove haven iris juniper kelp lumen maple nimbus onyx poppy'.split(
  ' '
);
const ENDINGS = ['example.com', 'example.org', 'example.net', 'example'];
/** Suricata masks flow ids to 51 bits, so that a JavaScript number holds them (facts/scirius §4). */
const FIRST_FLOW_ID = 1_100_000_000_000_000;

export function makeNetwork(random: Random): Network {
  let flows = 0;
  return {
    random,
    client: () => `10.20.${random.between(0, 3)}.${10 + Math.min(CLIENTS, random.pareto(1, CLIENTS))}`,
    site: () => siteOf(Math.min(SITES, random.pareto(1, SITES))),
    connect: (source, target, port, proto = 'TCP') => {
      flows += 1;
      return {
        flow_id: FIRST_FLOW_ID + flows * 7_919,
        in_iface: 'eth1',
        src_ip: source,
        src_port: random.between(32_768, 61_000),
        dest_ip: target,
        dest_port: port,
        proto
      };
    }
  };
}

/** The same name and address for the same rank. */
function siteOf(rank: number): Site {
  const word = (n: number): string => WORDS[n % WORDS.length] ?? 'alpha';
  const ending = ENDINGS[rank % ENDINGS.length] ?? 'example';
  const host = `${word(rank)}${Math.floor(rank / 16)}.${word(rank * 7 + 3)}-${word(rank * 3 + 1)}.${ending}`;
  return { name: host, address: `198.18.${(rank * 37) % 256}.${(rank * 101) % 254}` };
}
