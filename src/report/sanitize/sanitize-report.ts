import { EMPTY, styleElement, type Html } from '../html.js';
import { SVG_ADDRESS } from '../svg-image.js';
import { attributeText, readAttributes } from './attributes.js';
import { FragmentBuilder } from './fragment-builder.js';
import { DROPPED_WITH_CONTENT, RASTER_PICTURE } from './policy.js';
import { REPORT_VOCABULARY } from './report-vocabulary.js';
import { isInternedCss } from './style-sheet.js';
import { decodeText, readTokens, type TagAttributes } from './tokens.js';

export type ReportPassOptions = {
  /** Our own constant sheet: the one `<style>` is this text, followed by nothing but interned rules. Default: empty. */
  readonly css?: string;
};

/**
 * The second look at a finished report: what is left of it under the vocabulary of reports. Equal to `fragment`,
 * character for character, when the renderers kept to that vocabulary; anything else means one of them was fooled, and
 * the caller shows a plain text instead. Total and linear. Source: facts/report-rendering §0 #10.
 */
export function sanitizeReport(fragment: string, options: ReportPassOptions = {}): Html {
  const pass = new ReportPass(options.css ?? '');
  readTokens(fragment, 'html', pass);
  return pass.finish();
}

class ReportPass {
  readonly #css: string;
  readonly #builder = new FragmentBuilder(REPORT_VOCABULARY);
  /** The element whose content is not markup for us: the style sheet, or something that has no place in a report. */
  #raw: { readonly tag: string; text: string } | undefined;
  #hasStyle = false;

  constructor(css: string) {
    this.#css = css;
  }

  open(name: string, given: TagAttributes): void {
    if (this.#raw !== undefined) return;
    if (DROPPED_WITH_CONTENT.has(name) && !REPORT_VOCABULARY.mathElements.has(name)) {
      this.#raw = { tag: given.size === 0 ? name : `${name} with attributes`, text: '' };
      return;
    }
    const isMath = REPORT_VOCABULARY.mathElements.has(name);
    if (!isMath && !REPORT_VOCABULARY.elements.has(name)) return;
    const { kept } = readAttributes(name, given, REPORT_VOCABULARY);
    if (name === 'img' && !isOwnPicture(kept.src)) return;
    this.#builder.open(name, attributeText(kept));
  }

  close(name: string): void {
    if (this.#raw === undefined) {
      this.#builder.close(name);
      return;
    }
    if (name !== this.#raw.tag.split(' ', 1)[0]) return;
    if (this.#raw.tag === 'style') this.#builder.markup(this.#style(this.#raw.text));
    this.#raw = undefined;
  }

  text(raw: string): void {
    if (this.#raw === undefined) this.#builder.text(decodeText(raw));
    else this.#raw.text += raw;
  }

  finish(): Html {
    return this.#builder.finish();
  }

  /** One sheet, as a child of the root. */
  #style(css: string): Html {
    if (this.#hasStyle || this.#builder.path.join(' ') !== 'div') return EMPTY;
    this.#hasStyle = true;
    return css.startsWith(this.#css) && isInternedCss(css.slice(this.#css.length)) ? styleElement(css) : EMPTY;
  }
}

function isOwnPicture(source: unknown): boolean {
  return typeof source === 'string' && (RASTER_PICTURE.test(source) || SVG_ADDRESS.test(source));
}
