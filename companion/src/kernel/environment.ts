/** Environment variables, complete: nothing is added from our own process. */
export type Environment = Readonly<Record<string, string>>;
