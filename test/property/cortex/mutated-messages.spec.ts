import fc from 'fast-check';
import { isJsonObject, parseJson } from '../../../src/json/index.js';
import { expectReadable } from '../../support/cortex/expect-readable.js';
import { code } from '../../support/cortex/notebook-json.js';
import { ScriptedJobs } from '../../support/cortex/scripted-jobs.js';
import { loosely, mutatedMessage } from '../../support/mutated-outputs.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import { cell, type Script } from '../../support/scripted-kernel.js';

jest.setTimeout(1_200_000);

/** Each is a whole job with all its files, but for the kernel. */
const JOBS = Math.ceil(PROPERTY_RUNS / 40);

const jobs = new ScriptedJobs([code('one', 'artifacts'), code('two', 'taxonomies', 'operations'), code('three')]);
afterAll(() => jobs[Symbol.asyncDispose]());

/** What a cell sends: as it would come out of the wire, where a content is a JSON object or the message is dropped. */
function send(messages: readonly { readonly type: string; readonly content: unknown }[]): Script {
  return cell(scene => {
    for (const { type, content } of messages) {
      const parsed = parseJson(loosely(content));
      if (isJsonObject(parsed)) scene.iopub(type, parsed);
    }
  });
}

it('cortex-thehive §4 #42: whatever a kernel sends while its cells run, Cortex and TheHive read the answer of the job', async () => {
  const ofACell = fc.array(mutatedMessage, { maxLength: 4 });
  let results = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(ofACell, ofACell, ofACell), async ([one, two, three]) => {
      const run = await jobs.run({ one: send(one), two: send(two), three: send(three) });
      expect(expectReadable(run)).toBe('Success');
      expect(run.status).toBe(0);
      if (run.result.status === 'Success') results += run.result.artifacts.length + run.result.operations.length;
    }),
    { numRuns: JOBS }
  );
  // Most of what was sent was broken, not all of it.
  expect(results).toBeGreaterThan(JOBS / 10);
});
