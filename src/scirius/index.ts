export * from './cell/index.js';
export * from './client/index.js';
export * from './language/index.js';
