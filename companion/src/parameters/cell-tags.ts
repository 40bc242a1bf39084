/** The tag of the cell that declares parameters and their defaults. Source: papermill. */
export const PARAMETERS_TAG = 'parameters';
/** The tag of the cell that sets them. Source: papermill. */
export const INJECTED_TAG = 'injected-parameters';
