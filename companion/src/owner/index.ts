export { machineMark } from './machine-mark.js';
export { isSameProcess, processMark } from './process-mark.js';
