import { existsSync } from 'node:fs';
import { findKernelSpecs, type KernelSpec } from '../kernel/index.js';
import { Findings, type Finding } from './finding.js';

export type KernelsFound = { readonly specs: readonly KernelSpec[]; readonly findings: readonly Finding[] };

/** The kernels that a job of this user would find. */
export async function checkKernels(environment: NodeJS.ProcessEnv, pythons: readonly string[]): Promise<KernelsFound> {
  const findings = new Findings();
  let specs: readonly KernelSpec[] = [];
  try {
    specs = await findKernelSpecs({ environment: definedOnly(environment), pythons });
  } catch (error) {
    findings.fail(
      'kernels',
      error instanceof Error ? error.message : String(error),
      'Correct any_python. An environment leads to the interpreter it was made with: make it with /usr/bin/python3.'
    );
    // One wrong interpreter hides no kernel of the others.
    specs = await findKernelSpecs({ environment: definedOnly(environment), pythons: pythons.filter(existsSync) }).catch(
      () => []
    );
  }
  if (specs.length > 0) findings.ok('kernels', specs.map(({ name }) => name).join(', '));
  else if (!findings.hasFailed) {
    findings.fail(
      'kernels',
      'This user has no Jupyter kernel.',
      'pip install ipykernel in an environment, and put its interpreter into the item any_python.'
    );
  }
  return { specs, findings: findings.toArray() };
}

function definedOnly(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  );
}
