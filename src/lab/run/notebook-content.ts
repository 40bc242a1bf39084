import type { NotebookPanel } from '@jupyterlab/notebook';
import type { JobRequest } from '../../service-api/index.js';
import { fieldsOf, listAt } from './read-fields.js';

type Content = NonNullable<JobRequest['content']>;

/**
 * The open notebook where it differs from the file, else nothing: then the file itself is run. Under collaboration the
 * file follows by itself, and always differs for a moment.
 */
export async function unsavedContent(panel: NotebookPanel): Promise<Pick<JobRequest, 'content'>> {
  await panel.context.ready;
  const { model } = panel.content;
  return model !== null && (model.dirty || model.collaborative) ? { content: contentOf(model.toJSON()) } : {};
}

/** The open notebook as it is now. */
export async function wholeContent(panel: NotebookPanel): Promise<Content> {
  await panel.context.ready;
  return contentOf(panel.content.model?.toJSON());
}

/** Without outputs: a run begins without them, and they can be most of a notebook. */
function contentOf(notebook: unknown): Content {
  const fields = fieldsOf(notebook);
  const cells = listAt(fields, 'cells').map(cell => {
    const each = fieldsOf(cell);
    return each['cell_type'] === 'code' ? { ...each, outputs: [], execution_count: null } : each;
  });
  return { ...fields, cells };
}
