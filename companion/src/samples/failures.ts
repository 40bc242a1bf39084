import { Failure } from '../../../src/failure.js';

/** The file of a playbook's samples is missing, is not JSON, or holds something that is no sample. */
export class SamplesUnreadable extends Failure {
  readonly code = 'SAMPLES_UNREADABLE';
}

/** A sample cannot be run or saved: its file is missing, or its name is already taken. */
export class SampleInvalid extends Failure {
  readonly code = 'SAMPLE_INVALID';
}
