import type { Readable, Writable } from 'node:stream';
import type { ExecuteOptions, RunEvent } from '../execution/index.js';

/** What a kernel is started with; the local start of the kernel room takes exactly this. */
export type KernelStart = {
  readonly kernelName?: string;
  readonly language?: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly pythons: readonly string[];
  readonly signal: AbortSignal;
};

/** Starts a kernel elsewhere than here. */
export type RemoteStart = () => ReturnType<ExecuteOptions['kernel']>;

/** Where signals and uncaught errors come from: `process` has this shape. */
export type SignalSource = {
  on(event: string, listener: (...values: readonly unknown[]) => void): unknown;
  off(event: string, listener: (...values: readonly unknown[]) => void): unknown;
};

export type CortexJobOptions = {
  /** Default `/job`, where a container finds it. */
  readonly jobDir?: string;
  /** Starts a kernel on this machine. Handed in, since this room knows kernels only through the executor. */
  readonly startKernel: (start: KernelStart) => ReturnType<ExecuteOptions['kernel']>;
  readonly stdin?: Readable;
  readonly stdout?: Writable;
  readonly stderr?: Writable;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signals?: SignalSource;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Stands in `metadata.papermill.version` and in `metadata.huntbook.worker`. */
  readonly version?: string;
  /** Ends the process when it is asked to end a second time. */
  readonly exit?: (status: number) => void;
  /** Sees every event of every notebook; `notebook` is its name in `output.json`. Must not throw. Cortex never sets it. */
  readonly onEvent?: ((notebook: string, event: RunEvent) => void) | undefined;
  /**
   * Where kernels start and relative paths of artifacts begin, when the notebooks are copies that lie elsewhere. Default:
   * the folder of each notebook. Cortex never sets it.
   */
  readonly kernelFolder?: string | undefined;
};
