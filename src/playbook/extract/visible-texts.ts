import { isRecord, joinedText, own } from '../record.js';
import { rolesOf } from '../roles.js';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#34': '"',
  nbsp: ' '
};

/** What the outputs of a notebook show as text, cell by cell; cells with a role are results of their own. Total. */
export function visibleTexts(notebook: unknown): readonly string[] {
  const cells = isRecord(notebook) ? own(notebook, 'cells') : undefined;
  return (Array.isArray(cells) ? cells : []).flatMap((cell: unknown) => {
    if (!isRecord(cell) || rolesOf(cell).length > 0) return [];
    const outputs = own(cell, 'outputs');
    return (Array.isArray(outputs) ? outputs : []).flatMap(textsOf);
  });
}

/** A table is whole as HTML and cut as text; what a log says is as good as a table. */
function textsOf(output: unknown): readonly string[] {
  if (!isRecord(output)) return [];
  const printed = joinedText(own(output, 'text'));
  if (printed !== undefined) return [printed.replace(TERMINAL, '')];
  const data = own(output, 'data');
  if (!isRecord(data)) return [];
  const markup = joinedText(own(data, 'text/html'));
  if (markup !== undefined) return [textOfMarkup(markup)];
  const text = joinedText(own(data, 'text/plain')) ?? joinedText(own(data, 'text/markdown'));
  return text === undefined ? [] : [text.replace(TERMINAL, '')];
}

// eslint-disable-next-line no-control-regex -- colours of a terminal are what this is about
const TERMINAL = /\u001b\[[0-9;]{0,40}m/g;

/** Only words matter: every tag ends one. Script and style say nothing that a reader sees. */
function textOfMarkup(markup: string): string {
  return markup
    .replace(/<(?:script|style)\b[^]*?(?:<\/(?:script|style)|$)/gi, '')
    .replace(/<[^<>]*>/g, '\n')
    .replace(/&(amp|lt|gt|quot|#39|#34|nbsp);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
