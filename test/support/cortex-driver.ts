/**
 * A Cortex for tests: does with a worker what Cortex 4.1 does, rule by rule, and tells what Cortex and TheHive would
 * have made of it. Source: facts/cortex-thehive §1 to §3.
 */
export {
  decodeCortexOutput,
  successOf,
  notebooksOf,
  type CortexArtifact,
  type CortexResult,
  type CortexSuccess
} from './cortex/decode-output.js';
export { readDefinition, type WorkerDefinition } from './cortex/definition.js';
export { makeJobFolder, type JobFolder, type JobFolderOptions } from './cortex/job-folder.js';
export { modeOf, runWorker, type FinishedRun, type WorkerRun } from './cortex/run-worker.js';
export { decodeTaxonomies, type TheHiveTag } from './cortex/thehive.js';
export { code, notebookJson, type TestCell } from './cortex/notebook-json.js';
export { canary, hasFile, Scene, until, type SceneOptions, type StoredNotebook } from './cortex/worker-scene.js';
