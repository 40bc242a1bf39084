import { looksSecret } from './secret-names.js';

/**
 * What a kernel sees of the worker's environment. Everything else stays behind: the worker may hold cloud credentials
 * that notebook code must not get. `PYTHONPATH` and its like are on the list because without them an interpreter
 * cannot find the packages that the administrator installed.
 */
const ALLOWED = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'CONDA_DEFAULT_ENV',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'PYTHONPATH',
  'PYTHONHOME',
  'PYTHONUSERBASE',
  'PYTHONNOUSERSITE',
  'PYTHONUTF8',
  'PYTHONIOENCODING',
  'IPYTHONDIR',
  'R_HOME',
  'R_LIBS',
  'R_LIBS_USER',
  'R_LIBS_SITE',
  'JULIA_DEPOT_PATH',
  'JAVA_HOME',
  'NODE_PATH',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy'
]);
/** `JUPYTER_PATH`, `JUPYTER_DATA_DIR` and so on; `JUPYTER_TOKEN` is a secret and falls to the name check. */
const ALLOWED_PREFIXES = ['LC_', 'JUPYTER_'];

export type Variables = Readonly<Record<string, string>>;

export type KernelEnvironmentOptions = {
  /** The worker's own. */
  readonly environment: NodeJS.ProcessEnv;
  /** Names the administrator lets through with `any_kernel_environment`. */
  readonly names: readonly string[];
  readonly proxies: { readonly http: string | undefined; readonly https: string | undefined };
  /** Path of a PEM file, when the job brings certificates. */
  readonly caBundle: string | undefined;
  /** A private folder for what needs a home and has none. */
  readonly privateHome: string;
  /** Whether a folder exists and can be written, or does not exist and could be made. */
  readonly isWritable: (folder: string) => boolean;
};

/**
 * The complete environment of a Cortex job's kernel. Proxies and CA bundle as cortexutils gave them to the original
 * (`http_proxy`, `https_proxy`, `REQUESTS_CA_BUNDLE`), in both spellings so that all libraries agree, and
 * `SSL_CERT_FILE` for those that are not `requests`.
 */
export function kernelEnvironment(options: KernelEnvironmentOptions): Variables {
  const { environment, names, proxies, caBundle } = options;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && (isAllowed(name) || names.includes(name))) variables[name] = value;
  }
  if (proxies.http !== undefined) Object.assign(variables, { http_proxy: proxies.http, HTTP_PROXY: proxies.http });
  if (proxies.https !== undefined) Object.assign(variables, { https_proxy: proxies.https, HTTPS_PROXY: proxies.https });
  if (caBundle !== undefined) Object.assign(variables, { REQUESTS_CA_BUNDLE: caBundle, SSL_CERT_FILE: caBundle });
  return { ...variables, ...homes(variables, options) };
}

function isAllowed(name: string): boolean {
  return ALLOWED.has(name) || (ALLOWED_PREFIXES.some(prefix => name.startsWith(prefix)) && !looksSecret(name));
}

/** IPython and Jupyter stop at a home they cannot write; a worker's user often has none. */
function homes(variables: Variables, { privateHome, isWritable }: KernelEnvironmentOptions): Variables {
  const home = variables.HOME !== undefined && isWritable(variables.HOME) ? variables.HOME : privateHome;
  const ipython = variables.IPYTHONDIR ?? `${home}/.ipython`;
  const runtime = variables.JUPYTER_RUNTIME_DIR ?? `${home}/.local/share/jupyter/runtime`;
  return {
    HOME: home,
    ...(isWritable(ipython) ? {} : { IPYTHONDIR: `${privateHome}/.ipython` }),
    ...(isWritable(runtime) ? {} : { JUPYTER_RUNTIME_DIR: `${privateHome}/runtime` })
  };
}
