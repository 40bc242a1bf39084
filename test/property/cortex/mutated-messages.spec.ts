import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { runCortexJob } from '../../../companion/src/cortex/index.js';
import { isJsonObject, parseJson } from '../../../src/json/index.js';
import { decodeCortexOutput } from '../../support/cortex/decode-output.js';
import { readDefinition } from '../../support/cortex/definition.js';
import { expectReadable } from '../../support/cortex/expect-readable.js';
import { makeJobFolder } from '../../support/cortex/job-folder.js';
import { code, notebookJson } from '../../support/cortex/notebook-json.js';
import { loosely, mutatedMessage } from '../../support/mutated-outputs.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import { cell, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';

jest.setTimeout(1_200_000);

/** Each is a whole job with all its files, but for the kernel. */
const JOBS = Math.ceil(PROPERTY_RUNS / 40);

const DEFINITION = readDefinition(resolve('companion/cortex/analyzers/Huntbook/Huntbook_Analyzer.json'));
const path = mkdtempSync(join(tmpdir(), 'messages-'));
afterAll(async () => {
  rmSync(path, { recursive: true, force: true });
  // The worker loads its renderer 40 ms after it asked for a kernel; the last of them must still find jest there.
  await new Promise(next => setTimeout(next, 100));
});

const notebook = notebookJson([code('one', 'artifacts'), code('two', 'taxonomies', 'operations'), code('three')]);
writeFileSync(join(path, 'a.ipynb'), notebook);
const job = makeJobFolder(DEFINITION, {
  dataType: 'ip',
  data: '192.0.2.1',
  parent: path,
  config: {
    input_hostname: path,
    input_paths: ['a.ipynb'],
    output_hostname: join(path, 'stored'),
    output_folder: '/',
    any_thehive_version: 4
  }
});

/** What a cell sends: as it would come out of the wire, where a content is a JSON object or the message is dropped. */
function send(messages: readonly { readonly type: string; readonly content: unknown }[]): Script {
  return scene => {
    for (const { type, content } of messages) {
      const parsed = parseJson(loosely(content));
      if (isJsonObject(parsed)) scene.iopub(type, parsed);
    }
  };
}

it('cortex-thehive §4 #42: whatever a kernel sends while its cells run, Cortex and TheHive read the answer of the job', async () => {
  const ofACell = fc.array(mutatedMessage, { maxLength: 4 });
  let results = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(ofACell, ofACell, ofACell), async ([one, two, three]) => {
      rmSync(job.output, { recursive: true });
      mkdirSync(job.output);
      const scripts = { one: cell(send(one)), two: cell(send(two)), three: cell(send(three)) };
      const status = await runCortexJob({
        jobDir: job.path,
        stdout: new PassThrough(),
        stderr: new PassThrough(),
        signals: new EventEmitter(),
        environment: {},
        startKernel: () => Promise.resolve(new ScriptedKernel(scripts))
      });
      const bytes = statSync(join(job.output, 'output.json')).size;
      const result = decodeCortexOutput(job.output, '');
      expect(expectReadable({ result, bytes })).toBe('Success');
      if (result.status === 'Success') results += result.artifacts.length + result.operations.length;
      expect(status).toBe(0);
      rmSync(join(path, 'stored'), { recursive: true });
    }),
    { numRuns: JOBS }
  );
  // Most of what was sent was broken, not all of it.
  expect(results).toBeGreaterThan(JOBS / 10);
});
