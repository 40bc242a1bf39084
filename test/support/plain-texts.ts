import type { TranslationBundle } from '@jupyterlab/translation';

const filled = (text: string, ...values: readonly unknown[]): string =>
  text.replace(/%(\d)/gu, (_, index: string) => String(values[Number(index) - 1]));
const counted = (one: string, many: string, n: number, ...values: readonly unknown[]): string =>
  filled(n === 1 ? one : many, n, ...values);

/** The English texts, as JupyterLab's `nullTranslator` gives them, without loading JupyterLab. */
export const PLAIN_TEXTS = { __: filled, _n: counted } as unknown as TranslationBundle;
