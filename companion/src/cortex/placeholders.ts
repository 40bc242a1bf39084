import type { Configuration } from './configuration.js';
import type { JobInput } from './job-input.js';
import { inputLocations, outputFolder } from './locations.js';
import type { Placeholders } from './path-template.js';
import { slug } from './slug.js';

type Named = Pick<JobInput, 'organisation' | 'user' | 'dataType' | 'data'>;

/** Values are other people's text, so each is one safe part of a path, and never empty. */
export function placeholdersOf(input: Named, job: string, atUtc: Date): Placeholders {
  const organisation = slug(input.organisation) || 'none';
  const user = slug(input.user) || 'none';
  const dataType = slug(input.dataType.replace(':', '-')) || 'other';
  return {
    organisation,
    user,
    dataType,
    job,
    date: atUtc.toISOString().slice(0, 'YYYY-MM-DD'.length),
    // What papermill expanded in the paths of the original.
    thehive_organisation: organisation,
    thehive_user: user,
    thehive_observable_type: dataType,
    thehive_observable_value: slug(input.data) || 'observable'
  };
}

const SAMPLE: Named = { organisation: 'organisation', user: 'user', dataType: 'ip', data: '192.0.2.1' };

/** Where a job about a made-up observable would read its notebooks and store the executed ones. Source: RFC 5737. */
export type SampleLocations = { readonly inputs: readonly string[]; readonly folder: string };

/** @throws CONFIGURATION_INVALID, as every job would, for a placeholder or a date code that is none */
export function sampleLocations(configuration: Configuration, atUtc: Date): SampleLocations {
  const placeholders = placeholdersOf(SAMPLE, 'sample', atUtc);
  return {
    inputs: inputLocations(configuration, placeholders),
    folder: outputFolder(configuration, placeholders, atUtc)
  };
}
