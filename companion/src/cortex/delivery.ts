import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { answerText, failureAnswer } from './answer.js';
import { errorCode } from './error-code.js';
import { writeOutputFile } from './output-file.js';

/** Where the answer of a job goes. The last one that was handed over stands, and the final one cannot be replaced. */
export type Delivery = {
  /** Puts an answer down for the case that nothing better comes: the process may be killed any moment. */
  readonly provisional: (answer: unknown) => void;
  /** Puts the answer down. Gives what went wrong if a short failure had to do instead; `hint` goes into that. */
  readonly final: (answer: unknown, hint?: string) => Error | undefined;
  readonly isDone: () => boolean;
};

/** Space that is given back when the disk is full, so that at least the reason can be told. */
const RESERVE_BYTES = 16_384;
const RESERVE_NAME = '.huntbook-reserve';

/** Answers that go to `output.json` in a job folder's `output/`. */
export function folderDelivery(outputFolder: string, options: { readonly reserve?: boolean } = {}): Delivery {
  let done = false;
  const reserved = options.reserve === true ? reserve(outputFolder) : undefined;
  return {
    provisional: answer => {
      if (!done) tryWrite(outputFolder, answer);
    },
    final: (answer, hint) => {
      if (done) return undefined;
      done = true;
      if (reserved !== undefined) closeSync(reserved);
      const problem = tryWrite(outputFolder, answer);
      if (problem === undefined) return undefined;
      const reason = errorCode(problem) ?? problem.message;
      const message = `The result could not be written to output.json (${reason}).`;
      tryWrite(outputFolder, failureAnswer(hint === undefined ? message : `${message} ${hint}`, undefined));
      return problem;
    },
    isDone: () => done
  };
}

/** Answers that go to standard output, for a job that came by standard input. */
export function streamDelivery(stdout: Writable): Delivery {
  let done = false;
  return {
    provisional: () => undefined,
    final: answer => {
      if (!done) stdout.write(`${answerText(answer)}\n`);
      done = true;
      return undefined;
    },
    isDone: () => done
  };
}

/** The same answers to both. */
export function bothDeliveries(one: Delivery, other: Delivery): Delivery {
  return {
    provisional: answer => [one, other].forEach(each => each.provisional(answer)),
    final: (answer, hint) => [one, other].map(each => each.final(answer, hint)).find(problem => problem !== undefined),
    isDone: () => one.isDone() && other.isDone()
  };
}

function tryWrite(folder: string, answer: unknown): Error | undefined {
  try {
    writeOutputFile(folder, answerText(answer));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(errorCode(error) ?? String(error), { cause: error });
  }
}

/** An open file without a name: whatever becomes of this process, nothing of it stays. */
function reserve(folder: string): number | undefined {
  try {
    const path = join(folder, RESERVE_NAME);
    const file = openSync(path, 'w', 0o600);
    unlinkSync(path);
    writeSync(file, Buffer.alloc(RESERVE_BYTES));
    return file;
  } catch {
    // A folder that does not exist yet is made with the answer; one that cannot be written fails there, with a reason.
    return undefined;
  }
}
