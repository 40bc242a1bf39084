/**
 * The results of all tasks in their order, at most `limit` of them under way at once. Rejects with the first failure;
 * the tasks of this room settle everything themselves, so nothing is left behind.
 */
export async function runAtMost<Task, Result>(
  limit: number,
  tasks: readonly Task[],
  run: (task: Task, index: number) => Promise<Result>
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const queue = tasks.entries();
  const lane = async (): Promise<void> => {
    for (const [index, task] of queue) results.set(index, await run(task, index));
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, Math.floor(limit)), tasks.length) }, lane));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
