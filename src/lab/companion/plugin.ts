import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- whoever requires the token is given the client at once
import { createServiceClient } from '../../service-api/index.js';
import { ICompanion } from '../../tokens.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- see above
import { pause, sendThrough } from './send.js';

export const companionPlugin: JupyterFrontEndPlugin<ICompanion> = {
  id: 'huntbook:companion',
  description: 'Provides the way to the companion service, which runs playbooks; nothing is asked before it is needed.',
  provides: ICompanion,
  activate: ({ serviceManager }: JupyterFrontEnd) =>
    createServiceClient({ send: sendThrough(serviceManager.serverSettings), pause })
};
