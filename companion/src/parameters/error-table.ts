/** What a caller does about each failure of this room: the exit status of a command, and the sentence for the docs. */
export const PARAMETER_ERRORS = {
  PARAMETER_NAME_INVALID: {
    exitStatus: 2,
    meaning: "A parameter's name is no variable name of the notebook's language."
  },
  PARAMETER_VALUE_UNSUITABLE: { exitStatus: 2, meaning: "The notebook's language cannot hold a parameter's value." },
  PARAMETER_LANGUAGE_UNSUPPORTED: { exitStatus: 2, meaning: 'Parameters cannot be written for this kernel.' },
  NOTEBOOK_LANGUAGE_UNKNOWN: { exitStatus: 2, meaning: 'The notebook names no kernel and no language.' },
  PARAMETER_SYNTAX_INVALID: { exitStatus: 2, meaning: 'A text or file of parameters is no YAML mapping.' },
  PATH_PARAMETER_MISSING: { exitStatus: 2, meaning: 'A path asks for a parameter that was not given.' },
  PATH_TEMPLATE_INVALID: { exitStatus: 2, meaning: 'A path template cannot be read.' }
} as const;
