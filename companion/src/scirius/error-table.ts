/** Exit status 2: the command is used without what it needs. */
export const CONFIGURATION_ERRORS = {
  NOT_CONFIGURED: { hint: 'Set SCIRIUS_HOST and SCIRIUS_TOKEN in the environment or in a .env file.', exitStatus: 2 }
} as const;
