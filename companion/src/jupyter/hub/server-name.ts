import { createHash } from 'node:crypto';

/** What a hub of version 6 takes. Source: facts/spike-hub §0.1. */
const LETTERS = 12;

/**
 * The name of the server of one job: `huntbook-` and twelve hex digits, different for every job and every attempt. A hub
 * of version 6 takes small letters, digits and single dashes, at most 30 of them; ids of Cortex hold others.
 */
export function serverName(job: string, salt: string): string {
  return `huntbook-${createHash('sha256').update(`${job} ${salt}`).digest('hex').slice(0, LETTERS)}`;
}

/** Whether a server can be one that a job of ours started. */
export const isServerName = (name: unknown): name is string =>
  typeof name === 'string' && /^huntbook-[0-9a-f]{12}$/.test(name);

/** What people see on the page of the hub. */
export const displayName = (job: string): string => `Huntbook ${job.replace(/[^\w .-]+/g, ' ').slice(0, 60)}`.trim();
