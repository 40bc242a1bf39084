import { EMPTY, html } from '../html.js';
import { recordOf } from '../json-shape.js';
import { renderWidget } from '../widgets/render-widget.js';
import type { MimeRenderer } from './mime-renderer.js';

/** Jupyter widgets as they stood when the run ended. Source: ipywidgets 8, "Notebook and widget state". */
export const widgetRenderer: MimeRenderer = {
  mimeTypes: ['application/vnd.jupyter.widget-view+json'],
  kind: 'html',
  render: (data, context) => {
    const { model_id: id } = recordOf(data);
    const shown = typeof id === 'string' ? renderWidget(id, context) : undefined;
    return shown === undefined || shown === EMPTY ? undefined : html`<div class="nbr-html">${shown}</div>`;
  }
};
