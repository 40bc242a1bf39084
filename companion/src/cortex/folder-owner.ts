import { isSameProcess, machineMark, processMark } from '../owner/index.js';

const NAME = /^huntbook-job-([0-9a-f]{8})-(\d+-\d+)-/u;

/** The first part of the name of a private folder: it tells which process of which machine made it. */
export function ownedPrefix(): string {
  return `huntbook-job-${machineMark()}-${processMark(process.pid)}-`;
}

/**
 * Whether a folder's name says that a process of this machine made it that is gone. Folders of other machines and
 * containers, where the same number is another process, are never ours to judge.
 */
export function isAbandoned(name: string): boolean {
  const [, place, mark] = NAME.exec(name) ?? [];
  return mark !== undefined && place === machineMark() && !isSameProcess(mark);
}
