import { Failure } from '../../../src/failure.js';

/** The job folder holds no `input/input.json` and nothing came on standard input. */
export class JobFolderMissing extends Failure {
  readonly code = 'JOB_FOLDER_MISSING';
}

/** `input.json` is there but is not what Cortex writes. The message never quotes the text: it holds tokens. */
export class JobInputInvalid extends Failure {
  readonly code = 'JOB_INPUT_INVALID';
}

/** The observable's TLP or PAP is above what the administrator allows. The messages are cortexutils' own. */
export class JobNotAllowed extends Failure {
  readonly code = 'JOB_NOT_ALLOWED';
}

/** A configuration item is missing or cannot be used; `details.item` names it. Never holds the item's value. */
export class ConfigurationInvalid extends Failure<{ readonly item: string }> {
  readonly code = 'CONFIGURATION_INVALID';
}

/** The file of a `file` observable is not where Cortex says, or cannot be copied. */
export class ObservableUnreadable extends Failure {
  readonly code = 'OBSERVABLE_UNREADABLE';
}

/** What `input_paths` names is a pipe, a device or a socket. */
export class NotebookNotRegular extends Failure {
  readonly code = 'NOTEBOOK_NOT_REGULAR';
}

/** There is no folder for temporary files. */
export class TemporaryFolderUnusable extends Failure {
  readonly code = 'TEMPORARY_FOLDER_UNUSABLE';
}

/** The notebook cannot be written where the administrator wants it. */
export class OutputUnwritable extends Failure {
  readonly code = 'OUTPUT_UNWRITABLE';
}

/** Cortex, or a person, asked the worker to end. */
export class JobTerminated extends Failure<{ readonly signal: string }> {
  readonly code = 'JOB_TERMINATED';
}

/** Something of ours broke. The message is one sentence; the stack never leaves the process. */
export class WorkerBroken extends Failure {
  readonly code = 'WORKER_BROKEN';
}
