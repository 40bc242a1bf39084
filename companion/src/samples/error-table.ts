/** What a caller does about each failure of this room: the exit status of a command, and the sentence for the docs. */
export const SAMPLE_ERRORS = {
  SAMPLES_UNREADABLE: {
    exitStatus: 2,
    meaning: "The file of a playbook's samples is missing or holds something else."
  },
  SAMPLE_INVALID: { exitStatus: 2, meaning: 'A sample that was asked for cannot be run, saved or found.' }
} as const;
