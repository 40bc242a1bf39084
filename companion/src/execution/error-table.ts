/** What a person can do about each failure of this room. The exit status is that of `huntbook run`. */
export const EXECUTION_ERRORS = {
  CELL_ERROR: { exitStatus: 1, hint: 'The executed notebook holds the whole traceback.' },
  CELL_ABORTED: { exitStatus: 1, hint: 'The kernel refused to run the cell; the cells before it tell why.' },
  CELL_TIMEOUT: { exitStatus: 1, hint: 'Raise the cell timeout, or make the cell faster.' },
  SILENT_CODE_FAILED: { exitStatus: 1, hint: 'Check the names and values that are handed to the kernel silently.' },
  DEADLINE_EXCEEDED: { exitStatus: 1, hint: 'Raise the deadline, or give the job less to do.' },
  RUN_CANCELLED: { exitStatus: 1, hint: 'What was finished until then is in the executed notebook.' },
  CONNECTION_LOST: { exitStatus: 138, hint: 'The kernel may still run; nothing more is heard of it.' }
} as const;

export type ExecutionErrorCode = keyof typeof EXECUTION_ERRORS;

/** What to do about an exception that headless notebooks meet again and again. */
export const EXCEPTION_HINTS: { readonly [ename: string]: string } = {
  StdinNotImplementedError: 'A notebook that runs headlessly cannot ask a person; take the value as a parameter.',
  ModuleNotFoundError: 'Install the package into the environment of the kernel.',
  KeyboardInterrupt: 'The cell was interrupted from outside.'
};
