import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { cellProblemsPlugin, checksPlugin } from './checks/plugins.js';
import { newPlaybookPlugin } from './new-playbook/plugin.js';
import { roleOutlinePlugin } from './outline/plugin.js';
import { companionPlugin } from './companion/plugin.js';
import { previewPlugin } from './preview/plugin.js';
import { queryCellsPlugin } from './query-cells/plugin.js';
import { queryEditorPlugin } from './query-editor/plugin.js';
import { reportViewerPlugin } from './report-viewer/plugin.js';
import { runnerPlugin } from './run/plugin.js';
import { testObservablePlugin } from './test-observable/plugin.js';
import { badgesPlugin, roleManagerPlugin, rolesPlugin } from './roles/plugins.js';

/** One plugin per capability; each can be disabled alone. */
const plugins: readonly JupyterFrontEndPlugin<unknown>[] = [
  roleManagerPlugin,
  rolesPlugin,
  badgesPlugin,
  checksPlugin,
  cellProblemsPlugin,
  reportViewerPlugin,
  previewPlugin,
  roleOutlinePlugin,
  newPlaybookPlugin,
  queryCellsPlugin,
  queryEditorPlugin,
  companionPlugin,
  runnerPlugin,
  testObservablePlugin
];
export default plugins;
