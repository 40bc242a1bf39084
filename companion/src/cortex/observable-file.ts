import { copyFile, constants } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ObservableUnreadable } from './failures.js';
import type { ObservableFile } from './job-input.js';
import { slug } from './slug.js';

/**
 * Copies the observable's file into a private folder and gives the path of the copy. The name is ours, `observable`
 * and a cleaned ending, for the original one is the attacker's; notebooks get the original as a parameter.
 * @throws OBSERVABLE_UNREADABLE
 */
export async function copyObservableFile(
  file: ObservableFile,
  { inputFolder, filesFolder }: { readonly inputFolder: string; readonly filesFolder: string }
): Promise<string> {
  const target = join(filesFolder, `observable${endingOf(file.originalName)}`);
  try {
    // basename: Cortex writes `attachment<digits>`; a path would lead out of the input folder.
    await copyFile(join(inputFolder, basename(file.storedName)), target, constants.COPYFILE_EXCL);
  } catch (cause) {
    throw new ObservableUnreadable("The observable's file is not where Cortex says it is, or cannot be read.", {
      hint: "Are the worker's user and Cortex' the same?",
      cause
    });
  }
  return target;
}

function endingOf(name: string): string {
  const ending = slug(/\.[A-Za-z0-9]{1,10}$/u.exec(name)?.[0].slice(1) ?? '');
  return ending === '' ? '' : `.${ending}`;
}
