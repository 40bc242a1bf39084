/** Why a notebook could not be read, and what a person can do. The code of all of them is `NOTEBOOK_READ`; exit status 1. */
export const NOTEBOOK_READ_HINTS = {
  encoding: 'Save the file as UTF-8; Jupyter reads nothing else.',
  'json-syntax':
    'The file may be cut off, or edited by hand, or not be a notebook at all; open it in JupyterLab to see.',
  'not-a-notebook': 'A notebook is a JSON object with the keys "nbformat" and "cells"; check that the path is right.',
  version: 'Open it in a Jupyter that knows this version and save it as version 4.',
  'wrong-type': 'Open it in JupyterLab and save it again, or repair that place by hand.'
} as const satisfies Record<string, string>;

export type NotebookReadKind = keyof typeof NOTEBOOK_READ_HINTS;
