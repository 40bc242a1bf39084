import { isIPv4, isIPv6 } from 'node:net';

/** IPv4 addresses live in the IPv6 block ::ffff:0:0/96, so that one order and one comparison serve both. */
const V4_BLOCK = 0xffff_0000_0000n;

/** An address as a number of 128 bits, or `undefined` when `text` is none. Source: RFC 4291 §2.5.5.2. */
export function ipNumber(text: string): bigint | undefined {
  if (isIPv4(text)) return V4_BLOCK + BigInt(v4(text));
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return v6(text);
}

/** First and last address of `text`: an address, or a block such as `10.0.0.0/8`. `undefined` when it is neither. */
export function ipRange(text: string): readonly [bigint, bigint] | undefined {
  const [address = '', length, ...more] = text.split('/');
  const number = ipNumber(address);
  if (number === undefined || more.length > 0) return undefined;
  if (length === undefined) return [number, number];
  const bits = isIPv4(address) ? 32 : 128;
  if (!/^\d{1,3}$/u.test(length) || Number(length) > bits) return undefined;
  const size = 1n << BigInt(bits - Number(length));
  const first = number - (number % size);
  return [first, first + size - 1n];
}

function v4(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function v6(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const front = words(head);
  const back = tail === undefined ? [] : words(tail);
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  const all = [...front, ...Array.from({ length: gap }, () => 0), ...back];
  return all.reduce((sum, word) => (sum << 16n) + BigInt(word), 0n);
}

function words(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap(part => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const number = v4(part);
    return [Math.floor(number / 65_536), number % 65_536];
  });
}
