import type { Parameters } from '../parameters/index.js';
import type { JobInput } from './job-input.js';

/**
 * What every notebook of a job is given: the four parameters of the original analyzer, an empty text for what nobody
 * set, and two more when the observable is a file.
 * Source: facts/cortex-thehive §7.1.
 */
export function notebookParameters(input: JobInput, filePath: string | undefined): Parameters {
  const parameters = new Map([
    ['thehive_organisation', input.organisation],
    ['thehive_user', input.user],
    ['thehive_observable_type', input.dataType],
    ['thehive_observable_value', input.data]
  ]);
  if (input.file !== undefined && filePath !== undefined) {
    parameters.set('thehive_observable_file', filePath);
    parameters.set('thehive_observable_content_type', input.file.contentType);
  }
  return parameters;
}
