export { machineMark } from './machine-mark.js';
export { isSameProcess, processMark } from './process-mark.js';
export { isOwnFolder, ownHome, ownUid } from './own-user.js';
