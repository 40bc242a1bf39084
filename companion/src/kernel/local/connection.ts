import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './exit-cleanup.js';
import { findFreePorts } from './free-ports.js';

export type TransportKind = 'ipc' | 'tcp';
export type SocketName = 'shell' | 'control' | 'iopub' | 'stdin' | 'hb';

/** Where one kernel listens, the key of its messages, and the private folder that holds all of it. */
export type Connection = {
  readonly kind: TransportKind;
  readonly folder: string;
  readonly file: string;
  readonly key: string;
  readonly session: string;
  /** The ZeroMQ address of a socket. */
  address(name: SocketName): string;
};

const SOCKETS: readonly SocketName[] = ['shell', 'iopub', 'stdin', 'control', 'hb'];
/** A Unix socket's path has at most 107 bytes on Linux and 103 on macOS. */
const LONGEST_IPC_PATH_BYTES = 100;

/**
 * A connection file (0600) in a folder of its own (0700): its sockets and the key are nobody else's.
 * IPC falls back to TCP where the temporary folder has too long a name.
 * Source: jupyter_client docs "Connection files"; facts/spike-hub §0.7: kernels leave their socket files behind.
 */
export async function createConnection(wanted: TransportKind, kernelName: string): Promise<Connection> {
  const folder = mkdtempSync(join(tmpdir(), `huntbook-kernel-${process.pid}-`));
  try {
    return await connectionIn(folder, wanted, kernelName);
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}

async function connectionIn(folder: string, wanted: TransportKind, kernelName: string): Promise<Connection> {
  chmodSync(folder, 0o700);
  const prefix = join(folder, 's');
  const kind = Buffer.byteLength(prefix) + 2 <= LONGEST_IPC_PATH_BYTES ? wanted : 'tcp';
  const ports = kind === 'ipc' ? [1, 2, 3, 4, 5] : await findFreePorts(SOCKETS.length);
  const ip = kind === 'ipc' ? prefix : '127.0.0.1';
  const portOf = (name: SocketName): number => ports[SOCKETS.indexOf(name)] ?? 0;
  const key = randomBytes(32).toString('hex');
  const session = randomUUID();
  const file = join(folder, 'kernel.json');
  const content = {
    ...Object.fromEntries(SOCKETS.map(name => [`${name}_port`, portOf(name)])),
    ip,
    key,
    transport: kind,
    signature_scheme: 'hmac-sha256',
    kernel_name: kernelName,
    jupyter_session: ''
  };
  writeFileSync(file, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  const separator = kind === 'ipc' ? '-' : ':';
  return { kind, folder, file, key, session, address: name => `${kind}://${ip}${separator}${portOf(name)}` };
}
