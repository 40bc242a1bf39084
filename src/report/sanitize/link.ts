import { LINK, MAX_LINK } from './policy.js';

/**
 * The address of a link, without what browsers drop from it (controls, and blanks round it), or undefined when its
 * scheme is not one of `policy.ts`. Source: URL standard, "basic URL parser" steps 1 to 3.
 */
export function readLink(value: string): string | undefined {
  const address = value.replace(CONTROLS, '').trim();
  return address.length <= MAX_LINK && LINK.test(address) ? address : undefined;
}

/** The host of an address, to be shown in place of what would be fetched from it; at most 100 characters. */
export function hostOf(value: string): string | undefined {
  return HOST.exec(value.replace(CONTROLS, '').trim())?.[1]?.slice(0, 100);
}

// C0, DEL, C1, and the marks that turn the direction of what is shown.
const CONTROLS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const HOST = /^(?:https?:)?[/\\]{2}(?:[^/\\?#@]{0,200}@)?([^/\\?#@]{1,250})/i;
