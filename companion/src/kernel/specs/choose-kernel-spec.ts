import { KernelSpecNotFound } from '../failures.js';
import type { KernelSpec } from './kernel-spec.js';

/** What a notebook or a person asks for. A name decides alone; the language counts only when there is none. */
export type WantedKernel = { readonly kernelName?: string | undefined; readonly language?: string | undefined };

/**
 * The kernel for a notebook. A missing kernel is not replaced by another of the same language: the notebook would run
 * in an environment that nobody chose.
 * @throws KernelSpecNotFound `KERNEL_SPEC_NOT_FOUND`, naming the kernels that exist
 */
export function chooseKernelSpec(specs: readonly KernelSpec[], wanted: WantedKernel): KernelSpec {
  const { kernelName, language } = wanted;
  const found =
    kernelName !== undefined && kernelName !== ''
      ? specs.find(spec => spec.name.toLowerCase() === kernelName.toLowerCase())
      : ofLanguage(specs, language);
  if (found === undefined)
    throw new KernelSpecNotFound(
      describe(wanted),
      specs.map(spec => spec.name)
    );
  return found;
}

function ofLanguage(specs: readonly KernelSpec[], language = ''): KernelSpec | undefined {
  const fitting = specs.filter(spec => language !== '' && spec.language === language.toLowerCase());
  // Several Python kernels: `python3` is the ordinary one, the others have names because they are special.
  return fitting.find(spec => spec.name === 'python3') ?? fitting[0];
}

function describe({ kernelName, language }: WantedKernel): string {
  if (kernelName !== undefined && kernelName !== '') return `"${kernelName}"`;
  return language === undefined || language === ''
    ? 'a notebook that names neither a kernel nor a language'
    : `the language "${language}"`;
}
