import { join } from 'node:path';
import type { KernelSpec, LocalKernel, LocalKernelOptions } from '../../companion/src/kernel/index.js';
import { startLocalKernel } from '../../companion/src/kernel/index.js';

/** What the fake kernel does at its start; see fake-kernel-program.mjs. */
export type StartScript =
  'exit' | 'silent' | 'silent-once' | 'port-clash-once' | 'late-iopub' | 'crash-at-info' | 'crash-after-info';

export type FakeKernelScript = {
  readonly start?: StartScript;
  /** Answers neither `shutdown_request` nor SIGTERM. */
  readonly ignoreShutdown?: boolean;
  /** Grows by one character per start: how the fake knows that it is started again. */
  readonly stateFile?: string;
};

/** The kernelspec of a fake kernel; the code of an execute request names what it does then. */
export function fakeKernelSpec(script: FakeKernelScript = {}, fields: Partial<KernelSpec> = {}): KernelSpec {
  return {
    name: 'fake',
    displayName: 'Fake',
    language: 'fake',
    argv: [process.execPath, join(__dirname, 'fake-kernel-program.mjs'), '{connection_file}', JSON.stringify(script)],
    env: {},
    interruptMode: 'message',
    provisioner: 'local-provisioner',
    resourceDir: __dirname,
    ...fields
  };
}

/** A fake kernel, ready, over IPC unless the options say otherwise. The caller shuts it down. */
export function startFakeKernel(
  script: FakeKernelScript = {},
  options: Partial<LocalKernelOptions> = {}
): Promise<LocalKernel> {
  const environment = { PATH: process.env['PATH'] ?? '' };
  return startLocalKernel({ spec: fakeKernelSpec(script), cwd: __dirname, environment, transport: 'ipc', ...options });
}
