export { OPERATION_TYPES } from './operation-types.js';
export { describeOperationSum, isHeldBack, sumOperations, type OperationSum } from './operation-sum.js';
export { sendableOperations, type Sendable } from './sendable.js';
export { simulateOperation, type Verdict } from './simulate.js';
export { analyzerTarget, TargetSchema, type OperationTarget } from './target.js';
export { validateOperation, type Operation } from './validate-operation.js';
