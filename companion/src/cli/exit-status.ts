/** Source: papermill 2.7: 1 for any failure, 2 for wrong usage (click), 138 for a kernel that died. */
export const EXIT_STATUS = { done: 0, failed: 1, usage: 2, kernelDied: 138 } as const;
