import { toPlainJson } from '../../../src/json/index.js';
import type { Notebook } from './model.js';

/** The notebook as plain JSON, texts joined, for readers that know nothing of exact numbers (report, playbook, output.json). */
export function toPlainNotebook(notebook: Notebook): unknown {
  return toPlainJson(notebook);
}
