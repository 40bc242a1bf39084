import { isJsonArray, type JsonObject } from '../../../src/json/index.js';

/** The tags of a cell in order; what is not a text among them is left out, missing tags are none. */
export function cellTags(cell: { readonly metadata: JsonObject }): readonly string[] {
  const tags = cell.metadata['tags'];
  return isJsonArray(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}
