import type { Server } from 'node:http';
import { chmodSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { ServicePlaceUnusable } from '../failures.js';
import { listening } from './listening.js';

/** Bytes of a socket's path, its end included. Source: unix(7) 108, macOS 104. */
const MAX_SOCKET_PATH = 103;

/**
 * Listens on a socket that only this user can reach: mode 0600 in a folder of mode 0700, which is made if there is none.
 * A socket that a service left which was killed is removed.
 * @throws SERVICE_PLACE_UNUSABLE
 */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH) {
    throw new ServicePlaceUnusable(`The path of the socket is too long: ${path}.`, {
      hint: `A socket's path has at most ${String(MAX_SOCKET_PATH)} bytes.`
    });
  }
  checkFolder(dirname(path));
  await removeStale(path);
  // Nobody may come in between the making of the socket and the change of its mode.
  const before = process.umask(0o177);
  try {
    await listening(server, { path });
  } finally {
    process.umask(before);
  }
  chmodSync(path, 0o600);
}

function checkFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ServicePlaceUnusable(`The folder of the socket, ${folder}, cannot be made.`, { cause });
  }
  const status = lstatSync(folder);
  const isOurs = status.isDirectory() && status.uid === process.getuid?.() && (status.mode & 0o077) === 0;
  if (isOurs) return;
  throw new ServicePlaceUnusable(`The folder of the socket, ${folder}, is open to others.`, {
    hint: `Name a socket in a folder of your own, or close this one: chmod 700 ${folder}`
  });
}

async function removeStale(path: string): Promise<void> {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (!status.isSocket())
    throw new ServicePlaceUnusable(`${path} is there already, and is no socket.`, { hint: ANOTHER });
  if (await isAnswering(path)) {
    throw new ServicePlaceUnusable(`Another service listens on ${path}.`, { hint: ANOTHER });
  }
  unlinkSync(path);
}

const ANOTHER = 'Choose another path with --socket.';

function isAnswering(path: string): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(path);
    const end = (answers: boolean): void => {
      socket.destroy();
      done(answers);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
