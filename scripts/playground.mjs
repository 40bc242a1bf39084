// What npm start opens in JupyterLab: the examples in a folder where they can be changed, with a Scirius to ask.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const FOLDER = join(ROOT, 'playbooks');

/**
 * Copies the examples; what was changed in the copies stays.
 * @param {{ url: string, token: string }} scirius what the query cells ask, as long as it runs
 * @param {string} folder where the copies lie
 * @returns the folder, the notebook to open in it, and the environment of JupyterLab
 */
export function preparePlayground(scirius, folder = FOLDER) {
  cpSync(join(ROOT, 'examples'), folder, { recursive: true, force: false });
  const environment = { SCIRIUS_HOST: scirius.url, SCIRIUS_TOKEN: scirius.token };
  return { folder, notebook: 'scirius-ip.ipynb', environment };
}
