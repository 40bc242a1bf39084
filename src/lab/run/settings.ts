import type { ISettingRegistry } from '@jupyterlab/settingregistry';

/** As many as the service keeps. Source: schema/runner.json has the same number. */
const DEFAULT_KEPT = 20;

/** How many runs that ended are kept of a notebook, as the settings say; the default where there are none. */
export function keptRunsIn(settings: ISettingRegistry.ISettings | undefined): number {
  const value = settings?.get('keptRuns').composite;
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : DEFAULT_KEPT;
}
