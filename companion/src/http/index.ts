export { UNREACHABLE_HINTS, type UnreachableKind } from './error-table.js';
export { Unreachable, type UnreachableDetails } from './failures.js';
export { HTTP_DEFAULTS, HttpClient, type HttpAnswer, type HttpOptions, type HttpSettings } from './http-client.js';
export { socketOptions, type SocketOptions } from './socket-options.js';
