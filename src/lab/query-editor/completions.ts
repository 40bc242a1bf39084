import type { Completion, CompletionResult } from '@codemirror/autocomplete';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  completionInCell,
  escapeWord,
  knownValues,
  quoteText,
  type CellCompletion,
  type FieldCatalog
} from '../../scirius/index.js';
import { fieldChoices } from './field-choices.js';

type CompletionOptions = {
  readonly catalog: FieldCatalog;
  /** Asked for by a key, and not by typing. */
  readonly explicit: boolean;
  readonly trans: TranslationBundle;
};

/** What can be typed at a place of a query cell; null for nothing, as CodeMirror has it. */
export function completionsOf(text: string, cursor: number, options: CompletionOptions): CompletionResult | null {
  const context = completionInCell(text, cursor);
  if (context === undefined || context.kind === 'none') return null;
  const isTyping = cursor > context.from;
  if (!isTyping && !options.explicit && context.kind !== 'value') return null;
  const choices = choicesOf(context, text, options);
  return choices.length === 0 ? null : { from: context.from, to: context.to, options: choices };
}

function choicesOf(
  context: Exclude<CellCompletion, { kind: 'none' }>,
  text: string,
  { catalog, trans }: CompletionOptions
): Completion[] {
  switch (context.kind) {
    case 'choice':
      return context.choices.map(choice => ({ label: choice.text, detail: choice.description }));
    case 'field':
      return [...(context.afterClause ? operators(trans) : []), ...fieldChoices({ context, text, catalog, trans })];
    case 'value':
      return knownValues(context.field).map(value => ({
        label: value,
        apply: context.isQuoted ? quoteText(value) : escapeWord(value)
      }));
  }
}

function operators(trans: TranslationBundle): Completion[] {
  const details: Readonly<Record<string, string>> = {
    AND: trans.__('Both must match'),
    OR: trans.__('One of both must match'),
    NOT: trans.__('What follows must not match')
  };
  return Object.entries(details).map(([label, detail], index) => ({ label, detail, boost: -index }));
}
