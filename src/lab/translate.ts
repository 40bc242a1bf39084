import { nullTranslator, type ITranslator, type TranslationBundle } from '@jupyterlab/translation';

/** The texts of Huntbook in the language of the user; English where there is no translator. */
export function loadTexts(translator: ITranslator | null): TranslationBundle {
  return (translator ?? nullTranslator).load('huntbook');
}
