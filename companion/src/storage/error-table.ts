/** What can go wrong with a place where files live, and what a person can do. The code of all is `STORAGE`; exit status 1. */
export const STORAGE_HINTS = {
  'not-found': 'Check the spelling, and that the folder exists; Huntbook creates no folder unless it is asked to.',
  forbidden: 'Check owner and permissions of the file and its folder, and that the disk is not mounted read-only.',
  'no-space': 'Free space on that disk or raise the quota; the file that was there before is unchanged.',
  'is-folder': 'Name a file inside that folder.',
  'bad-name': 'Use a shorter name without control characters.',
  encoding: 'Only UTF-8 text can be read.',
  refused: 'Check the token for this server, and what its owner may do there.',
  conflict: 'Look what was changed; the executed notebook is kept on this machine, see the message.',
  'too-large': 'Raise the limit of the server or of the proxy before it, or print less.',
  closed: 'The program that reads from the pipe ended before it had everything.',
  unsupported: 'Use a local path, "-" for standard input and output, or the address of a Jupyter server.',
  unavailable: 'Try again; the original error tells more.'
} as const satisfies Record<string, string>;

export type StorageErrorKind = keyof typeof STORAGE_HINTS;

/** Source: errno(3), Linux. What is not listed is `unavailable`. */
export const KIND_OF_ERRNO: ReadonlyMap<string, StorageErrorKind> = new Map<string, StorageErrorKind>([
  ['ENOENT', 'not-found'],
  ['ENOTDIR', 'not-found'],
  ['EACCES', 'forbidden'],
  ['EPERM', 'forbidden'],
  ['EROFS', 'forbidden'],
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
  ['EFBIG', 'no-space'],
  ['EISDIR', 'is-folder'],
  ['ENAMETOOLONG', 'bad-name'],
  ['ELOOP', 'bad-name'],
  ['ERR_INVALID_ARG_VALUE', 'bad-name'],
  ['EPIPE', 'closed'],
  ['ERR_STREAM_DESTROYED', 'closed']
]);
