import type { Environment } from '../environment.js';

/**
 * The environment of a kernel: what the caller gives, the kernelspec's variables with `$NAME` and `${NAME}` filled in,
 * and three of ours: without `JPY_PARENT_PID` a kernel outlives a companion that was killed; the debugger's file check
 * only produces warnings; PYTHONEXECUTABLE is dropped because it misleads another interpreter.
 * Source: jupyter_client 8 `provisioning/local_provisioner.py`, `provisioner_base.py`; ipykernel `parentpoller.py`.
 */
export function kernelEnvironment(given: Environment, specEnv: Environment, parentPid: number): Environment {
  const { PYTHONEXECUTABLE: _, ...base } = given;
  const own = Object.entries(specEnv).map(([name, value]) => [name, fillVariables(value, base)] as const);
  return {
    PYDEVD_DISABLE_FILE_VALIDATION: '1',
    ...base,
    ...Object.fromEntries(own),
    JPY_PARENT_PID: String(parentPid)
  };
}

const VARIABLE = /\$(?:(\$)|([a-z_][a-z0-9_]*)|\{([a-z_][a-z0-9_]*)\})/gi;

/** `text` with variables filled in; unknown ones stay. Source: Python's `string.Template.safe_substitute`. */
export function fillVariables(text: string, variables: Environment): string {
  return text.replace(VARIABLE, (whole: string, dollar?: string, bare?: string, braced?: string) =>
    dollar !== undefined ? '$' : (variables[bare ?? braced ?? ''] ?? whole)
  );
}
