import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { ITranslator } from '@jupyterlab/translation';
import { loadTexts } from '../translate.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- asked for every cell of a notebook that opens
import { querySwitch } from './query-switch.js';

export const queryEditorPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:query-editor',
  description: 'Makes a cell that begins with %%scirius an editor of filters: colours, errors, completion, help.',
  autoStart: true,
  requires: [IEditorExtensionRegistry],
  optional: [ITranslator],
  activate: (_: JupyterFrontEnd, registry: IEditorExtensionRegistry, translator: ITranslator | null) => {
    const trans = loadTexts(translator);
    const load = async () => (await import('./query-support.js')).querySupport(trans);
    registry.addExtension({
      name: 'huntbook:query-editor',
      factory: ({ model }) => {
        if (!('type' in model) || model.type !== 'code') return null;
        const extension = querySwitch(load);
        return { instance: () => extension, reconfigure: () => null };
      }
    });
  }
};
