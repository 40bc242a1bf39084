import { MAX_OUTPUT_BYTES } from '../../../src/full-report/index.js';
import type { ConcludedJob } from './concluded-job.js';
import { readsAllOperations } from './thehive.js';

/**
 * That Cortex ends the job with this answer, and that TheHive 4 reads all of it. Gives how the job ended.
 * Source: facts/cortex-thehive §1.3 to §1.5, §3.2, §3.3.
 */
export function expectReadable({ result, bytes }: ConcludedJob): 'Success' | 'Failure' {
  expect(bytes).toBeLessThanOrEqual(MAX_OUTPUT_BYTES);
  if (result.status === 'InProgress') throw new Error(`Cortex would wait for ever: ${result.why}`);
  if (result.status === 'Failure') {
    expect(result.errorMessage ?? '').not.toMatch(/^Report creation failure|^\s*$/);
    return 'Failure';
  }
  expect(readsAllOperations(result.operations)).toBe(true);
  const summary = result.summary['taxonomies'];
  expect(result.taxonomies).toHaveLength(Array.isArray(summary) ? summary.length : -1);
  return 'Success';
}
