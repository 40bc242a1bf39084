// Kernels on Jupyter servers. Not part of ../index.ts: a local job loads no WebSocket.
export type { AskServer, ServerAnswer } from './ask-server.js';
export { jsonOf, messageOf, reasonOf } from './server-reason.js';
export { RemoteKernelLost, RemoteReplyLost, ServerRefused } from './failures.js';
export type { ServerKernelOptions } from './start-server-kernel.js';
export { startServerKernel } from './start-server-kernel.js';
