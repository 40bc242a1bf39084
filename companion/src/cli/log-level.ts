/** papermill's levels of what is told, least first. Source: papermill 2.7, `--log-level`; Python `logging`. */
export const LOG_LEVELS = ['NOTSET', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Whether something of `level` is told when everything from `least` on is. */
export function isTold(level: LogLevel, least: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
}

/** The level of that name, whatever its case. */
export function logLevelOf(name: string): LogLevel | undefined {
  return LOG_LEVELS.find(level => level === name.toUpperCase());
}
