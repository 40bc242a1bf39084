import { toPlainJson, type JsonObject } from '../../../src/json/index.js';
import { CHART_BUDGET } from './budget.js';
import type { DrawRequest } from './drawing.js';

/** The request as the process that draws reads it, or why it need not even be asked. */
export function requestText({ library, spec, maxLength }: DrawRequest): string | { readonly failure: string } {
  try {
    // Exact numbers of the notebook become those of JavaScript, as in a browser.
    const text = JSON.stringify({ library, spec: toPlainJson(spec as JsonObject), maxLength });
    if (text.length <= CHART_BUDGET.specLength) return text;
    return { failure: `it holds more than ${CHART_BUDGET.specLength / 1_000_000} MB of data` };
  } catch (error) {
    // No call stack holds it.
    if (error instanceof RangeError) return { failure: 'it is nested too deeply' };
    throw error;
  }
}
