export { describeLocation, schemeOf } from './describe-location.js';
export { STORAGE_HINTS, type StorageErrorKind } from './error-table.js';
export { StorageError, type StorageErrorDetails, type StorageOperation } from './failures.js';
export { isWeb, openStorage, type OpenStorageOptions } from './open-storage.js';
export type { ReadOptions, Storage, WriteOptions } from './storage.js';
