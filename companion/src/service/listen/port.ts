import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServicePlaceUnusable } from '../failures.js';
import type { Entrance } from '../edge/refusal.js';
import { listening } from './listening.js';

const TOKEN_BYTES = 32;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The names under which a program of this machine may ask. */
export function portEntrance(token: string, port: number): Entrance {
  const names = ['127.0.0.1', 'localhost'];
  return { kind: 'port', token, hosts: new Set(names.map(name => `${name}:${String(port)}`)) };
}

/** Listens on a port of this machine that no other machine reaches; gives the port. @throws SERVICE_PLACE_UNUSABLE */
export async function listenOnPort(server: Server, port: number): Promise<number> {
  await listening(server, { host: '127.0.0.1', port, exclusive: true });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** A file with the token that only this user can read: in no log, and in no list of processes. */
type TokenFile = Disposable & { readonly path: string };

/** @throws SERVICE_PLACE_UNUSABLE */
export function writeTokenFile(stateFolder: string, port: number, token: string): TokenFile {
  const path = join(stateFolder, `token-${String(port)}`);
  try {
    rmSync(path, { force: true });
    writeFileSync(path, token, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new ServicePlaceUnusable(`The token file ${path} cannot be written.`, { cause });
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { force: true }) };
}
