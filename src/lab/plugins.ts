import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { badgesPlugin, roleManagerPlugin, rolesPlugin } from './roles/plugins.js';

/** One plugin per capability; each can be disabled alone. */
const plugins: readonly JupyterFrontEndPlugin<unknown>[] = [roleManagerPlugin, rolesPlugin, badgesPlugin];
export default plugins;
