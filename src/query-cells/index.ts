export { loadingCode, type KernelPackage } from './loading-code.js';
export { isPythonKernel, usesScirius } from './uses-scirius.js';
