import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server } from 'node:net';

/**
 * Below Linux' ephemeral ports (32768–60999): a client that connects again and again to a port of that range where
 * nobody listens yet can be given the very same port as its own, and then talks to itself and keeps the kernel out.
 */
const FIRST_PORT = 10_000;
const LAST_PORT = 32_000;

/**
 * Ports of 127.0.0.1 on which nobody listens. All are held until the last one is found, so they differ; somebody else
 * can still take one before the kernel does, which start-plan.ts answers with another try.
 */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    const server = await listen(port);
    if (server === undefined) continue;
    servers.push(server);
    ports.push(port);
  }
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}
