/** What a caller does about each failure of this room: the exit status of a command, and the sentence for the docs. */
export const EVE_ERRORS = {
  EVENTS_UNREADABLE: { exitStatus: 2, meaning: 'A file of events is missing, is no file, or may not be read.' },
  SERVE_FAILED: {
    exitStatus: 1,
    meaning: 'The embedded Scirius has no library for this platform, no folder to write to, or no free port.'
  },
  QUERY_TOO_LONG: { exitStatus: 1, meaning: 'A query of the embedded Scirius took longer than a minute and was ended.' }
} as const;
