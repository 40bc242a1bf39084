export { compareResults, type Difference } from './compare.js';
export { describeSum, describeVerdict, type SampleVerdict } from './describe.js';
export { SAMPLE_ERRORS } from './error-table.js';
export { SampleInvalid, SamplesUnreadable } from './failures.js';
export { expectationOf, foundResults, type FoundResults } from './found.js';
export { makeSampleJob, type SampleJob, type SampleSetting } from './job-folder.js';
export type { Expected, ExpectedItem, Sample, SampleBook } from './sample.js';
export { readSamples, readSamplesOrNone, samplePath, withSample, writeSamples } from './sample-file.js';
