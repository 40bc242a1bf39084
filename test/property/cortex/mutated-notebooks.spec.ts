import fc from 'fast-check';
import { MAX_OUTPUT_BYTES } from '../../../src/full-report/index.js';
import { readNotebook, type Notebook } from '../../../companion/src/notebook/index.js';
import { ConcludedJobs } from '../../support/cortex/concluded-job.js';
import { expectReadable } from '../../support/cortex/expect-readable.js';
import { hostileText, loosely, mutatedNotebook, mutatedText } from '../../support/mutated-outputs.js';
import { codeCell, display, notebook, stream } from '../../support/notebook-parts.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';

jest.setTimeout(1_200_000);

/** A job takes some milliseconds, most of them for the report. */
const JOBS = Math.ceil(PROPERTY_RUNS / 4);
/** One with megabytes takes seconds. */
const LARGE_JOBS = Math.ceil(PROPERTY_RUNS / 2_500);

const jobs = new ConcludedJobs();
afterAll(() => jobs[Symbol.dispose]());
const RAW = {
  dataType: 'ip',
  data: '192.0.2.1',
  config: { input_hostname: '/x', input_paths: ['a'], output_hostname: '/y', any_thehive_version: 4 }
};

/** As the worker reads it: what no reader of notebooks takes never runs. */
function readable(text: string): readonly Notebook[] {
  try {
    return [readNotebook(text, { path: 'a.ipynb' })];
  } catch {
    // Nesting or a type that nbformat does not have; the unit tests say which.
    return [];
  }
}

describe('cortex-thehive §4 #42: whatever the cells of a notebook have put out', () => {
  it('Cortex reads the answer, and TheHive its taxonomies and operations', async () => {
    const seen = { Success: 0, Failure: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutatedNotebook, { minLength: 1, maxLength: 2 }),
        fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: hostileText }),
        async (values, failure) => {
          const notebooks = values.flatMap(value => readable(loosely(value)));
          if (notebooks.length === 0) return;
          const job = await jobs.conclude(notebooks, { raw: RAW, failure });
          seen[expectReadable(job)] += 1;
        }
      ),
      { numRuns: JOBS }
    );
    expect(seen.Success).toBeGreaterThan(JOBS / 2);
    expect(seen.Failure).toBeGreaterThan(JOBS / 20);
  });

  it('the answer stays below its limit, however often a part of it is repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(mutatedText, hostileText), fc.integer({ min: 1, max: 60_000 }), fc.nat(2)), {
          minLength: 1,
          maxLength: 4
        }),
        async parts => {
          const cells = parts.map(([text, times, kind]) => {
            const many = text.repeat(Math.min(times, Math.ceil(1_000_000 / Math.max(1, text.length))));
            const output = kind === 0 ? display({ 'text/html': many, 'text/plain': many }) : stream(`${many}\n`);
            return codeCell([output], { tags: kind === 1 ? ['artifacts', 'taxonomies', 'operations'] : [] });
          });
          const notebooks = readable(loosely(notebook(cells)));
          const job = await jobs.conclude([...notebooks, ...notebooks], { raw: RAW, failure: undefined });
          expectReadable(job);
          expect(job.bytes).toBeLessThanOrEqual(MAX_OUTPUT_BYTES);
        }
      ),
      { numRuns: LARGE_JOBS }
    );
  });
});
