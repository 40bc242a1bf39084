/** What Jupyter Server and JupyterHub hand to all they start, and no run has any use for: tokens above all. */
const SERVER_VARIABLES = /^(?:JUPYTERHUB_|JPY_|CONFIGPROXY_|JUPYTER_TOKEN$|JUPYTER_PASSWORD$)/u;

/** The environment of workers: that of the service without what belongs to its server. */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !SERVER_VARIABLES.test(name)));
}
