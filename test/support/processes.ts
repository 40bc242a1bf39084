import { readdirSync, readFileSync } from 'node:fs';

/** Processes of this machine whose command line and environment fit. */
function pidsOf(fits: (command: string, environment: string) => boolean): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => fits(read(pid, 'cmdline'), read(pid, 'environ')))
    .map(Number);
}

/** Services of Huntbook that run with a home or state below `folder`. */
export function servicePids(folder: string): readonly number[] {
  return pidsOf((command, environment) => /\0serve\0/.test(command) && `${command}${environment}`.includes(folder));
}

/** Kernels that run with a home or working folder below `folder`. */
export function kernelCount(folder: string): number {
  return pidsOf((command, environment) => /ipykernel/.test(command) && `${command}${environment}`.includes(folder))
    .length;
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // It ended between the listing and now.
    return '';
  }
}
