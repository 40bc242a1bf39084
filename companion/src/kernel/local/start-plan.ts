import type { KernelSpec } from '../specs/kernel-spec.js';
import { speaksIpc } from './command-line.js';
import { isIpykernel } from './ipykernel-start.js';
import type { TransportKind } from './connection.js';

/** How a start ended that did not end in a kernel: it said nothing, or its process is gone. */
export type FailedStart = { readonly kind: 'silent' } | { readonly kind: 'ended'; readonly outputTail: string };

/** IPC needs no ports, so nobody can take them; but only some kernels speak it. */
export function firstTransport(spec: KernelSpec, wanted: TransportKind | 'auto'): TransportKind {
  if (wanted !== 'auto') return wanted;
  return speaksIpc(spec) ? 'ipc' : 'tcp';
}

/** Python, JVM, Node and Rust all use one of these words. */
const PORT_CLASH = /address (already )?in use|EADDRINUSE/i;
const IPC_TROUBLE = /ipc|ZMQError/i;

/**
 * The transport for one more start, or undefined when another one would only fail again.
 * A silent kernel gets its second chance because ipykernel hangs once in some hundred launches (facts/headless-execution
 * §9); a process that ended gets it when a port was taken, or when it may not have understood IPC.
 */
export function secondTransport(
  spec: KernelSpec,
  wanted: TransportKind | 'auto',
  first: { readonly transport: TransportKind; readonly failure: FailedStart }
): TransportKind | undefined {
  const other = wanted === 'auto' ? 'tcp' : wanted;
  if (first.failure.kind === 'silent') return other;
  if (first.transport === 'tcp') return PORT_CLASH.test(first.failure.outputTail) ? other : undefined;
  return !isIpykernel(spec) || IPC_TROUBLE.test(first.failure.outputTail) ? other : undefined;
}
