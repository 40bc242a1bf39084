/** What can go wrong between a filter and its events, what a person can do, and the exit status of the command. */
export const SCIRIUS_ERRORS = {
  FILTER_REFUSED: { hint: '`huntbook scirius lint` shows the place and the way out.', exitStatus: 2 },
  TIME_REFUSED: { hint: 'Write 90m, 24h, 7d or 2w, or a time as 2024-04-18T10:00:00Z.', exitStatus: 2 },
  SCIRIUS_ACCESS: {
    hint: 'Make a token in Scirius under Account settings, Edit Token, Regenerate.',
    exitStatus: 1
  },
  SCIRIUS_NOT_FOUND: { hint: 'Check SCIRIUS_HOST: it must be a Scirius.', exitStatus: 1 },
  SCIRIUS_REFUSED: { hint: 'The message says.', exitStatus: 1 }
} as const;
