import fc from 'fast-check';
import { html } from '../../../src/report/html.js';
import { renderReport } from '../../../src/report/index.js';
import { splitFormulas } from '../../../src/report/maths/split-formulas.js';
import { typesetTex } from '../../../src/report/maths/typeset-tex.js';
import { sanitizeMathml, sanitizeReport } from '../../../src/report/sanitize/index.js';
import { hostileHtml } from '../../support/hostile-arbitraries';
import { hostileMathml, texSoup } from '../../support/hostile-maths';
import { codeCell, display, markdownCell, notebook } from '../../support/notebook-parts.js';
import { PROPERTY_RUNS } from '../../support/property-runs';
import { violations } from '../../support/report-oracle';

const runs = { numRuns: PROPERTY_RUNS };
const inReport = (markup: string): string => `<div class="nbr" ng-non-bindable>${markup}</div>`;

describe('sanitizeMathml, for any markup', () => {
  it('P1, P3, P5: emits MathML Core that every parser reads as it stands, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostileMathml, hostileHtml), untrusted => {
        expect(violations(inReport(sanitizeMathml(untrusted) ?? ''))).toEqual([]);
      }),
      runs
    );
  });

  it("P2': passes the vocabulary of reports unchanged", () => {
    fc.assert(
      fc.property(hostileMathml, untrusted => {
        const report = inReport(html`${sanitizeMathml(untrusted)}`);
        expect(sanitizeReport(report)).toBe(report);
      }),
      runs
    );
  });

  it('P2: changes nothing the second time, but for the classes that only we may give', () => {
    const withoutClasses = (markup: string): string => markup.replace(/ class="nbr-[a-z -]*"/g, '');
    fc.assert(
      fc.property(hostileMathml, untrusted => {
        const once = withoutClasses(sanitizeMathml(untrusted) ?? '<math></math>');
        expect(sanitizeMathml(once)).toBe(once);
      }),
      runs
    );
  });
});

describe('formulas, for any TeX', () => {
  it('are typeset or refused, the same way each time, within what a report may hold', () => {
    fc.assert(
      fc.property(texSoup, fc.boolean(), (tex, isDisplay) => {
        const typeset = typesetTex({ tex, display: isDisplay });
        expect(typesetTex({ tex, display: isDisplay })).toEqual(typeset);
        if (typeset.kind === 'refused') return;
        expect(violations(inReport(sanitizeMathml(typeset.markup) ?? 'none'))).toEqual([]);
      }),
      { numRuns: Math.ceil(PROPERTY_RUNS / 4) }
    );
  });

  it('never break the seal of a report, wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(texSoup, hostileHtml), { maxLength: 4 }), parts => {
        const text = parts.map((part, at) => ['', '$', '$$', '\n\n\\begin{align}'][at] + part).join(' $ ');
        const cells = [markdownCell(text), codeCell([display({ 'text/latex': text, 'text/markdown': `$${text}$` })])];
        const report = renderReport(notebook(cells), { typesetTex });
        expect(report.notices.map(({ code }) => code)).not.toContain('report-within-vocabulary');
        // The sheet is the same in all of them, and most of what there is to read.
        expect(violations(report.html.replace(/<style>.*?<\/style>/s, ''))).toEqual([]);
      }),
      { numRuns: Math.ceil(PROPERTY_RUNS / 10) }
    );
  });

  it('and the texts between them are the whole text', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('$', '$$', '\\(', '\\)', '\\[', '\\]', '\\\\(', '\\\\)', '\\begin{a}', '\\end{a}', '\n'),
        texSoup
      )
    );
    fc.assert(
      fc.property(pieces, parts => {
        const text = parts.join('');
        const shown = splitFormulas(text).map(piece => (piece.kind === 'text' ? piece.text : piece.formula.source));
        expect(shown.join('')).toBe(text);
      }),
      runs
    );
  });
});
