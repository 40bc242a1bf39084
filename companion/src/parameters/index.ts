export { assignmentRemarks, silentAssignments, writeAssignments } from './assignments.js';
export { INJECTED_TAG, PARAMETERS_TAG } from './cell-tags.js';
export { coerceParameter } from './coerce.js';
export { PARAMETER_ERRORS } from './error-table.js';
export {
  LanguageNotSupported,
  LanguageUnknown,
  ParameterNameError,
  ParameterSyntaxError,
  ParameterValueError,
  PathParameterMissing,
  PathTemplateInvalid
} from './failures.js';
export { injectParameters, type Injection } from './inject.js';
export type { InspectedParameter } from './inspect-python.js';
export { inspectParameters, type Inspection } from './inspect.js';
export { parameterFromJson, parametersToJson } from './json.js';
export { notebookLanguage, type LanguageTarget } from './language.js';
export type { Parameters, ParameterValue } from './value.js';
export { mergeParameters, type NamedText, type ParameterSources } from './merge.js';
export { parseParameterYaml } from './yaml.js';
export { strftime, type DateTime } from './path/date-time.js';
export { expandPath, startPathClock, type PathClock } from './path/expand-path.js';
