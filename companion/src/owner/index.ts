export { machineMark } from './machine-mark.js';
export { isSameProcess, processMark } from './process-mark.js';
export { isOwnFolder, ownHome, ownName, ownUid } from './own-user.js';
