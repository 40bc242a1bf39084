export { placeOfCell, type CellPlace } from './cell-place.js';
export type { Checked } from './checked.js';
export { DATA_TYPES } from './data-types.js';
export { extractObservables, visibleTexts, type Extracted, type Extraction } from './extract/index.js';
export { safeFileName } from './file-name.js';
export { RESULT_LIMITS } from './limits.js';
export { PROBLEM_TABLE, type ProblemCode } from './problem-table.js';
export { findQuestions, findQuestionsInCells, type Question } from './questions/index.js';
export { readResults } from './read-results.js';
export { importPreset, type ImportPreset } from './import-preset.js';
export { joinResults, type CellResults } from './join-results.js';
export { isOneSlip } from './one-slip.js';
export { intendedRole, withCorrectedTag, withoutRole, withRole } from './role-tags.js';
export { RESULT_ROLES, ROLES, rolesOf, type ResultRole } from './roles.js';
export { ShownFiles, type FileContent } from './shown-files.js';
export { readRunMetadata, type RunMetadata, type RunOutcome } from './run-metadata.js';
export type { Artifact, FileArtifact, Found, Results, Role, Taxonomy, TaxonomyLevel, ValueArtifact } from './types.js';
export { DEFAULT_NAMESPACE, validateTaxonomy } from './validate-taxonomy.js';
export { validateArtifact } from './validate-artifact.js';
export {
  analyzerTarget,
  describeOperationSum,
  isHeldBack,
  OPERATION_TYPES,
  sendableOperations,
  simulateOperation,
  sumOperations,
  validateOperation,
  type Operation,
  type OperationSum,
  type OperationTarget,
  type Sendable,
  type Verdict
} from './operations/index.js';
