import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { inspectNotebook } from '../../../companion/src/cli/inspect-notebook.js';
import { readSecrets } from '../../../companion/src/cli/secret-parameters.js';
import { readConfiguration } from '../../../companion/src/cortex/configuration.js';
import { runCortexJob, type KernelStart } from '../../../companion/src/cortex/index.js';
import { readJobInput } from '../../../companion/src/cortex/job-input.js';
import { copyObservableFile } from '../../../companion/src/cortex/observable-file.js';
import { placesHere } from '../../../companion/src/cortex/job-places.js';
import { planNotebooks } from '../../../companion/src/cortex/prepare-job.js';
import { validateArtifact } from '../../../src/playbook/index.js';
import { renderReport } from '../../../src/report/index.js';
import { makeJobFolder, notebookText, readOutput } from '../../support/cortex-job-folder.js';

// Codes of the page of errors that no other test of their rooms names.
const folder = mkdtempSync(join(tmpdir(), 'huntbook-codes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe('failures', () => {
  it('USAGE: a secret that is not in the environment is refused', () => {
    expect(() => readSecrets(['API_TOKEN'], {})).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  it('OBSERVABLE_UNREADABLE: the file of an observable is not there', async () => {
    const file = { storedName: 'attachment1', originalName: 'a.eml', contentType: 'message/rfc822' };
    const copied = copyObservableFile(file, { inputFolder: folder, filesFolder: folder });
    await expect(copied).rejects.toMatchObject({ code: 'OBSERVABLE_UNREADABLE' });
  });

  it('OUTPUT_UNWRITABLE: the folder for executed notebooks lies below a file', async () => {
    writeFileSync(at('a-file'), '');
    const config = { input_hostname: folder, input_paths: ['/a.ipynb'], output_hostname: at('a-file') };
    const configuration = readConfiguration(config);
    const input = readJobInput({ dataType: 'ip', data: '192.0.2.1' });
    const plan = { jobFolder: folder, input, configuration, atUtc: new Date(0) };
    const planned = planNotebooks(plan, { places: placesHere(configuration) });
    await expect(planned).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  // Only the sentence of these two leaves the process.
  it.each([
    ['JOB_TERMINATED', 'SIGTERM', undefined, /asked to end \(SIGTERM\)/],
    ['WORKER_BROKEN', 'uncaughtException', new TypeError('x is not a function'), /error inside Huntbook: TypeError: x/]
  ])('%s: a job that meets %s tells why it ended', async (_code, event, error, message) => {
    const job = jobOf([{ source: '1' }]);
    const signals = new EventEmitter();
    const status = await runJob(job.path, {
      signals,
      startKernel: ({ signal }) => {
        signals.emit(event, error);
        return new Promise((_, fail) => {
          if (signal.aborted) fail(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
          else signal.addEventListener('abort', () => fail(new Error('aborted')));
        });
      }
    });
    expect(status).toBe(1);
    expect(readOutput(job.output)).toEqual(expect.objectContaining({ success: false }));
    expect(readOutput(job.output)['errorMessage']).toMatch(message);
  });
});

describe('problems', () => {
  it('artifact-file-fields-are-text: a file name that is a number is left out', () => {
    const { value, problems } = validateArtifact({ dataType: 'file', data: 'a.csv', filename: 3 }, {});
    expect(value).toEqual({ dataType: 'file', path: 'a.csv', tlp: 2, tags: [] });
    expect(problems.map(({ code }) => code)).toEqual(['artifact-file-fields-are-text']);
  });

  it('result-cell-present: inspection tells when TheHive would show a report and nothing else', async () => {
    writeFileSync(at('plain.ipynb'), notebookText([{ source: 'a = 1', tags: ['parameters'] }]));
    const printed: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0);
    const status = await inspectNotebook(at('plain.ipynb'), { asJson: true }).finally(() => write.mockRestore());
    const { problems } = JSON.parse(printed.join('')) as { problems: readonly { code: string }[] };
    expect(problems.map(({ code }) => code)).toEqual(['result-cell-present']);
    expect(status).toBe(0);
  });
});

describe('notices of a report', () => {
  const shown = (data: Record<string, unknown>, source = '1') => ({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        id: 'a',
        cell_type: 'code',
        source,
        metadata: {},
        execution_count: 1,
        outputs: [{ output_type: 'display_data', data, metadata: {} }]
      }
    ]
  });
  const rows = Array.from({ length: 400 }, (_, row) => `<p>row ${String(row)}</p>`).join('');

  it.each([
    ['code-short-enough', shown({ 'text/plain': '1' }, 'a = 1\n'.repeat(100)), { textBytes: 100 }],
    ['image-readable', shown({ 'image/png': 'bm8gcGljdHVyZQ==' }), {}],
    ['json-short-enough', shown({ 'application/json': { list: 'x'.repeat(5_000) } }), { textBytes: 100 }],
    ['output-short-enough', shown({ 'text/html': rows }), { softBytes: 3_000 }],
    ['report-complete', Array(60).fill(0).reduce(withOneMoreCell, shown({})), { hardBytes: 16_000, softBytes: 16_000 }]
  ])('%s', (code, notebook, limits) => {
    expect(renderReport(notebook, { limits }).notices.map(notice => notice.code)).toContain(code);
  });

  function withOneMoreCell(notebook: ReturnType<typeof shown>): ReturnType<typeof shown> {
    const cell = { id: 'm', cell_type: 'markdown', source: 'word '.repeat(400), metadata: {} };
    return { ...notebook, cells: [...notebook.cells, cell as unknown as (typeof notebook.cells)[number]] };
  }
});

function jobOf(cells: Parameters<typeof notebookText>[0]) {
  writeFileSync(at('job.ipynb'), notebookText(cells));
  return makeJobFolder({
    config: {
      input_hostname: folder,
      input_paths: ['/job.ipynb'],
      output_hostname: at('executed'),
      any_generate_html: false
    }
  });
}

type Startup = { readonly signals: EventEmitter; readonly startKernel: (start: KernelStart) => Promise<never> };

function runJob(jobDir: string, { signals, startKernel }: Startup): Promise<number> {
  return runCortexJob({
    jobDir,
    signals,
    startKernel,
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    environment: {},
    exit: () => undefined
  });
}
