import { EventEmitter } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCortexJob } from '../../../companion/src/cortex/index.js';
import { startLocalKernel } from '../../../companion/src/kernel/index.js';
import { makeJobFolder, notebookText, readOutput, type JobFolderOptions } from '../../support/cortex-job-folder.js';
import { startFakeJupyter, type FakeJupyter } from '../../support/fake-jupyter.js';
import { temporaryFolder, testPython } from '../../support/real-kernel.js';

jest.setTimeout(60_000);

async function run({ baseUrl }: FakeJupyter, options: JobFolderOptions = {}): Promise<Record<string, unknown>> {
  const job = makeJobFolder({
    ...options,
    config: {
      input_hostname: baseUrl.href,
      input_paths: ['/one.ipynb'],
      input_handler_http_service_api_token: 'canary',
      input_handler_http_is_jupyterhub: false,
      input_handler_http_execute_remotely: true,
      output_hostname: baseUrl.href,
      output_handler_http_service_api_token: 'canary',
      output_handler_http_is_jupyterhub: false,
      ...options.config
    }
  });
  await runCortexJob({
    jobDir: job.path,
    stderr: new PassThrough(),
    stdout: new PassThrough(),
    stdin: Readable.from([]),
    signals: new EventEmitter(),
    environment: { PATH: process.env['PATH'] },
    exit: () => undefined,
    startKernel: startLocalKernel
  });
  return readOutput(job.output);
}

const FILE = {
  input: { data: undefined, dataType: 'file', file: 'attachment42', filename: 'mail.eml', contentType: 'text/plain' },
  files: { attachment42: 'mail body' }
};

test('an observable does not stay on the server when the parameters cannot be written', async () => {
  const server = await startFakeJupyter({ kernel: { name: 'cobol', language: 'cobol' } });
  try {
    const output = await run(server, FILE);
    expect(output['success']).toBe(false);
    expect(String(output['errorMessage'])).toContain('cobol');
    const [placed = ''] = server.asked.filter(each => each.startsWith('PUT '));
    expect(placed).toMatch(/^PUT \/api\/contents\/huntbook-.*\.eml$/u);
    expect(server.asked).toContain(placed.replace('PUT', 'DELETE'));
  } finally {
    await server.stop();
  }
});

test.each([
  ['without a token: notebooks cannot run there', '', /execute_remotely needs a Jupyter server/u],
  ['never with a token', 'canary', /a token is given, and no Jupyter server answers/u]
])('a web server that is none of Jupyter is one of plain files %s', async (_title, token, sentence) => {
  const server = await startFakeJupyter({
    before: ({ url }, response) => {
      if (url !== '/api') return false;
      response.writeHead(404).end();
      return true;
    }
  });
  try {
    const output = await run(server, {
      config: { input_handler_http_service_api_token: token, output_handler_http_service_api_token: token }
    });
    expect(String(output['errorMessage'])).toMatch(sentence);
    expect(server.asked.filter(each => each.includes('.ipynb'))).toEqual([]);
  } finally {
    await server.stop();
  }
});

test('a server that swallows the executed notebook at the deadline does not cost the results', async () => {
  const home = temporaryFolder();
  const result = '{"level": "safe", "namespace": "N", "predicate": "P", "value": "kept"}';
  writeFileSync(join(home.path, 'one.ipynb'), notebookText([{ source: `print('${result}')`, tags: ['taxonomies'] }]));
  const server = await startFakeJupyter({ before: ({ method }) => method === 'PUT' });
  try {
    const output = await run(server, {
      config: {
        input_hostname: home.path,
        input_handler_http_execute_remotely: false,
        any_python: [testPython],
        any_deadline: 0.1
      }
    });
    expect(output).toMatchObject({
      success: true,
      summary: { taxonomies: [{ value: 'not stored' }, { value: 'kept' }] }
    });
    const [, kept = ''] = /It is kept in (.*?\.ipynb) on/u.exec(JSON.stringify(output)) ?? [];
    expect(readFileSync(kept, 'utf8')).toContain('namespace');
    rmSync(kept);
  } finally {
    await server.stop();
    home.remove();
  }
});
