import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const SLICE_BYTES = 16 * 1024;

export type ChaosProxy = {
  readonly port: number;
  /** Cuts every connection with a TCP reset. */
  readonly reset: () => void;
  /** From now on nothing passes any more on the connections there are, and nobody is told; new ones work. */
  readonly blackHole: () => void;
  /** New connections are refused, or taken again. */
  readonly refuse: (isRefused: boolean) => void;
  /** How many bytes a second the server's words come through from now on. */
  readonly slowDown: (bytesPerSecond: number) => void;
  /** Everything that went to the server so far. */
  readonly sent: () => string;
  readonly stop: () => Promise<void>;
};

/** A TCP proxy before a server that can misbehave, and that remembers what was sent. */
export async function startChaosProxy(port: number): Promise<ChaosProxy> {
  const pairs = new Set<{ readonly client: Socket; readonly server: Socket; isDead: boolean }>();
  const sent: Buffer[] = [];
  let isRefused = false;
  let bytesPerSecond = Infinity;
  /** Hands over what the server says, as fast as the line is. */
  const pass = async (server: Socket, client: Socket, isDead: () => boolean): Promise<void> => {
    for await (const chunk of server as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.byteLength; at += SLICE_BYTES) {
        if (bytesPerSecond < Infinity) await wait((1_000 * SLICE_BYTES) / bytesPerSecond);
        if (!isDead()) client.write(chunk.subarray(at, at + SLICE_BYTES));
      }
    }
  };
  const proxy = createServer(client => {
    if (isRefused) return void client.resetAndDestroy();
    const server = connect(port, '127.0.0.1');
    const pair = { client, server, isDead: false };
    pairs.add(pair);
    client.setNoDelay(true);
    server.setNoDelay(true);
    client.on('data', (chunk: Buffer) => {
      sent.push(chunk);
      if (!pair.isDead) server.write(chunk);
    });
    // A connection that is cut ends the loop with an error; the sockets' own listeners say the rest.
    pass(server, client, () => pair.isDead).catch(() => undefined);
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (pair.isDead && socket === server) return;
        pairs.delete(pair);
        client.destroy();
        server.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    reset: () => {
      for (const { client, server } of pairs) {
        client.resetAndDestroy();
        server.resetAndDestroy();
      }
    },
    blackHole: () => {
      for (const pair of pairs) pair.isDead = true;
    },
    refuse: refused => void (isRefused = refused),
    slowDown: rate => void (bytesPerSecond = rate),
    sent: () => Buffer.concat(sent).toString('latin1'),
    stop: async () => {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      proxy.close();
      await once(proxy, 'close');
    }
  };
}
