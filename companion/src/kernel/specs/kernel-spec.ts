/** How to start one kind of kernel: the content of a `kernel.json`, checked, in our spelling. */
export type KernelSpec = {
  /** The name of its folder, as spelled there; names are compared without regard to case. */
  readonly name: string;
  readonly displayName: string;
  /** Lower case, empty when the file does not say. */
  readonly language: string;
  /** The command, placeholders not filled in yet. */
  readonly argv: readonly string[];
  /** Variables added to the kernel's environment, placeholders not filled in yet. */
  readonly env: Readonly<Record<string, string>>;
  readonly interruptMode: 'signal' | 'message';
  /** The provisioner that must start it; `local-provisioner` is the ordinary one. */
  readonly provisioner: string;
  /** The folder of the `kernel.json`. */
  readonly resourceDir: string;
  /** The root of the Python environment that the spec was found in or stands for. */
  readonly prefix?: string;
};

/**
 * The spec in the text of a `kernel.json`, or undefined when it is not one (not JSON, no command).
 * Source: jupyter_client docs "Kernel specs"; defaults as in `jupyter_client.kernelspec.KernelSpec`.
 */
export function readKernelSpec(
  text: string,
  place: { readonly name: string; readonly resourceDir: string; readonly prefix?: string }
): KernelSpec | undefined {
  const fields = record(parseOrUndefined(text));
  const argv = Array.isArray(fields['argv']) ? fields['argv'].filter(isString) : [];
  if (argv.length === 0) return undefined;
  const { display_name: displayName, language, env, interrupt_mode: interruptMode, metadata } = fields;
  const provisioner = record(record(metadata)['kernel_provisioner'])['provisioner_name'];
  return {
    ...place,
    displayName: isString(displayName) ? displayName : place.name,
    language: isString(language) ? language.toLowerCase() : '',
    argv,
    env: Object.fromEntries(
      Object.entries(record(env)).flatMap(([key, value]) => (isString(value) ? [[key, value]] : []))
    ),
    interruptMode: interruptMode === 'message' ? 'message' : 'signal',
    provisioner: isString(provisioner) ? provisioner : 'local-provisioner'
  };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A broken kernel.json is no kernel: the search goes on, and the error for a missing kernel lists what is usable.
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
