import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { notebookJson, type KernelName } from './cortex/notebook-json.js';

export type FakeJupyter = {
  readonly baseUrl: URL;
  /** Method and path of what it was asked, in order. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
};

type FakeJupyterOptions = {
  /** That of the one notebook that lies there, whatever its name. */
  readonly kernel?: KernelName;
  /** Answers instead of the server when it gives true. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** For what a real Jupyter server cannot be brought to do at a wanted moment: it has files, and no kernels. */
export async function startFakeJupyter({ kernel, before }: FakeJupyterOptions = {}): Promise<FakeJupyter> {
  const asked: string[] = [];
  const model = JSON.stringify({ type: 'file', last_modified: 'now', content: notebookJson([], kernel) });
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const path = url.split('?')[0] ?? '';
    asked.push(`${method} ${path}`);
    if (before?.(request, response) === true) return;
    request.resume();
    request.on('end', () => {
      const isFolder = path.endsWith('/api/contents');
      const status = method === 'DELETE' ? 204 : method === 'PUT' ? 201 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      if (path === '/api') response.end('{"version":"2.21.0"}');
      else response.end(status === 204 ? '' : isFolder ? '{"type":"directory","last_modified":"now"}' : model);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: new URL(`http://127.0.0.1:${String(port)}/`),
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    }
  };
}
