/** What a person can do about each failure of this room. The exit status is that of `huntbook run`. */
export const KERNEL_ERRORS = {
  KERNEL_SPEC_NOT_FOUND: {
    exitStatus: 1,
    hint: 'Install the kernel, name another one, or name an interpreter that has it (--python, any_python).'
  },
  KERNEL_PYTHON_NOT_FOUND: {
    exitStatus: 1,
    hint: 'Give the path of a Python interpreter or of its environment, which the user of this process can reach.'
  },
  KERNEL_PROVISIONER_UNSUPPORTED: {
    exitStatus: 1,
    hint: 'Only kernels that start as local processes run here; run it on a Jupyter Server instead.'
  },
  KERNEL_START_FAILED: { exitStatus: 1, hint: 'Start the kernel by hand with the command shown to see why.' },
  KERNEL_START_TIMEOUT: { exitStatus: 1, hint: 'Raise the start timeout if the machine is only slow.' },
  REMOTE_KERNEL_LOST: {
    exitStatus: 1,
    hint: 'Look whether the server still runs; what was done until then is in the executed notebook.'
  },
  REMOTE_REPLY_LOST: { exitStatus: 1, hint: 'Run it again; the network between here and the server failed meanwhile.' },
  SERVER_REFUSED: { exitStatus: 1, hint: 'Check the address of the server and the token for it.' },
  KERNEL_DIED: { exitStatus: 138, hint: 'The last lines of the kernel itself may tell why.' }
} as const;

export type KernelErrorCode = keyof typeof KERNEL_ERRORS;
