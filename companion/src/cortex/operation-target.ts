import { analyzerTarget, type OperationTarget } from '../../../src/playbook/index.js';
import type { Configuration } from './configuration.js';
import type { JobInput } from './job-input.js';

/** What the operations of a job act on. */
export function operationTarget({
  input,
  configuration
}: {
  readonly input: Pick<JobInput, 'object'>;
  readonly configuration: Pick<Configuration, 'thehive'>;
}): OperationTarget {
  const { thehive } = configuration;
  return input.object === undefined
    ? analyzerTarget(thehive)
    : { entity: input.object.entity, parent: input.object.parent, thehive };
}
