/** What a failure of this room means for the job: the exit status, and the sentence the documentation prints. */
export type ErrorRow = { readonly exitStatus: number; readonly meaning: string };

/** Every failure code of this room. Cortex ignores the exit status; shells and tests do not. */
export const ERROR_TABLE = {
  JOB_FOLDER_MISSING: { exitStatus: 1, meaning: 'No job was handed over: the job folder is not mounted.' },
  JOB_INPUT_INVALID: { exitStatus: 1, meaning: 'input.json is damaged, or a field has the wrong type.' },
  JOB_NOT_ALLOWED: { exitStatus: 1, meaning: 'TLP or PAP of the observable is above max_tlp or max_pap.' },
  CONFIGURATION_INVALID: { exitStatus: 1, meaning: 'A configuration item is missing or has an unusable value.' },
  OBSERVABLE_UNREADABLE: { exitStatus: 1, meaning: 'The file of the observable cannot be read.' },
  NOTEBOOK_NOT_REGULAR: { exitStatus: 1, meaning: 'A path of input_paths is a pipe or a device, not a file.' },
  TEMPORARY_FOLDER_UNUSABLE: { exitStatus: 1, meaning: 'Neither TMPDIR nor /tmp takes a private folder.' },
  OUTPUT_UNWRITABLE: { exitStatus: 1, meaning: 'The executed notebook cannot be stored.' },
  JOB_TERMINATED: { exitStatus: 1, meaning: 'The worker was asked to end before the job was done.' },
  WORKER_BROKEN: { exitStatus: 1, meaning: 'An error inside Huntbook; please report it.' }
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** Every problem code of this room, in words for the documentation. */
export const PROBLEM_TABLE = {
  'artifact-file-readable': 'The file of an artifact exists and can be opened.',
  'artifact-file-regular': 'An artifact is a regular file, not a folder, device or pipe.',
  'artifact-file-inside': "An artifact lies below the notebook's folder or the job's private folder.",
  'artifact-file-not-hidden': 'No part of the path of an artifact starts with a dot.',
  'artifact-file-not-ours': "An artifact is not one of the job's own files.",
  'artifact-file-has-place': 'A job with file artifacts has a folder; one that comes by standard input has none.',
  'artifact-file-in-time': 'File artifacts are copied before the job has to end.',
  'artifact-file-small-enough': 'All file artifacts of a notebook together stay below the limit.',
  'artifact-file-without-secrets': 'The file of an artifact holds no secret of the configuration.',
  'artifacts-few-enough': 'The artifacts of a job together stay below the size that Cortex and TheHive can take.',
  'extracted-few-enough': 'The observables that were found in the outputs are few enough to be handed over.',
  'taxonomies-few-enough': 'The taxonomies of a job together stay below the size that TheHive can take.',
  'problems-few-enough': 'The problems of a job are few enough to be listed.',
  'operations-few-enough': 'The operations of a job together stay below the size that TheHive can take.',
  'event-small-enough': 'An output is small enough to be shown while its cell runs.',
  'events-few-enough': 'The outputs of a job are few enough to be shown while it runs.',
  'input-small-enough': 'The object of TheHive fits into a cell; otherwise the notebook finds it in a file.',
  'report-small-enough': 'The reports of a job fit into output.json.',
  'report-without-secrets': 'No report shows a secret in parts; otherwise all outputs of its notebook are withheld.',
  'notebook-stored': 'The executed notebook is stored where the administrator wants it.'
} as const;

export type ProblemCode = keyof typeof PROBLEM_TABLE;
