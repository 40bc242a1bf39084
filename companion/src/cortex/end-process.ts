/** Requests to the file system that are still under way, in the words of `process.getActiveResourcesInfo()`. */
const FILE_REQUEST = /^FSReq/u;

/**
 * Ends this process. `process.exit` waits for threads that are inside a system call, and one that hangs never returns:
 * then only a signal that cannot be caught helps.
 */
export function endProcess(status: number): void {
  if (process.getActiveResourcesInfo().some(kind => FILE_REQUEST.test(kind))) process.kill(process.pid, 'SIGKILL');
  process.exit(status);
}
