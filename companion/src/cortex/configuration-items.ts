/** One item an administrator can set in Cortex. `secret`: its value never leaves the process. */
export type ConfigurationItem = {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly multi: boolean;
  readonly required: boolean;
  readonly secret: boolean;
  readonly defaultValue?: string | number | boolean;
};

const item = (
  name: string,
  type: ConfigurationItem['type'],
  more: Partial<Omit<ConfigurationItem, 'name' | 'type'>> = {}
): ConfigurationItem => ({ name, type, multi: false, required: false, secret: false, ...more });

/**
 * Every item the worker knows: the eleven of `Jupyter_Run_Notebook_Analyzer` 1.0 with their names and meaning, then
 * ours, all optional. `Huntbook_Analyzer.json` lists the same ones (tested).
 * Source: facts/cortex-thehive §7.1; `baseConfig` `Jupyter` merges items of equal name.
 */
export const CONFIGURATION_ITEMS: readonly ConfigurationItem[] = [
  item('input_hostname', 'string', { required: true }),
  item('input_paths', 'string', { multi: true, required: true }),
  item('input_handler_http_service_api_token', 'string', { secret: true }),
  item('input_handler_http_is_jupyterhub', 'boolean', { defaultValue: true }),
  item('input_handler_http_execute_remotely', 'boolean', { defaultValue: false }),
  item('output_hostname', 'string', { required: true }),
  item('output_handler_http_service_api_token', 'string', { secret: true }),
  item('output_handler_http_is_jupyterhub', 'boolean', { defaultValue: true }),
  item('output_folder', 'string', { required: true, defaultValue: '/' }),
  item('any_handler_http_user', 'string'),
  item('any_generate_html', 'boolean', { defaultValue: true }),
  item('any_on_error', 'string', { defaultValue: 'partial' }),
  item('any_cell_timeout', 'number'),
  item('any_deadline', 'number'),
  item('any_concurrency', 'number'),
  item('any_thehive_version', 'number', { defaultValue: 5 }),
  item('any_python', 'string', { multi: true }),
  item('any_kernel_environment', 'string', { multi: true }),
  item('any_secrets', 'string', { multi: true, secret: true }),
  item('scirius_host', 'string'),
  item('scirius_token', 'string', { secret: true }),
  item('scirius_tls_verify', 'boolean', { defaultValue: true }),
  item('scirius_ca_bundle', 'string')
];

/** Items that Cortex itself adds to `config` and that hold secrets: a proxy URL can carry user and password. */
export const CORTEX_SECRET_ITEMS: readonly string[] = ['proxy_http', 'proxy_https', 'proxy'];
