export { KERNEL_DEFAULTS } from './defaults.js';
export type { Environment } from './environment.js';
export { KERNEL_ERRORS } from './error-table.js';
export type { KernelErrorCode } from './error-table.js';
export {
  describeDeath,
  KernelDied,
  KernelProvisionerUnsupported,
  KernelPythonNotFound,
  KernelSpecNotFound,
  KernelStartFailed,
  KernelStartTimeout
} from './failures.js';
export { INCOMPLETE, LEFT_OUT } from './glance.js';
export type { Kernel, KernelDeath, KernelRequest, Transport } from './kernel.js';
export type { LocalKernel } from './local/local-kernel.js';
export type { LocalKernelOptions } from './local/start-local-kernel.js';
export { startLocalKernel } from './local/start-local-kernel.js';
export type { Channel, Message, MessageHeader } from './message.js';
export type { WantedKernel } from './specs/choose-kernel-spec.js';
export { chooseKernelSpec } from './specs/choose-kernel-spec.js';
export type { FindKernelSpecsOptions } from './specs/find-kernel-specs.js';
export { findKernelSpecs } from './specs/find-kernel-specs.js';
export type { KernelSpec } from './specs/kernel-spec.js';
export type { BadMessage, ParseJson } from './wire.js';
