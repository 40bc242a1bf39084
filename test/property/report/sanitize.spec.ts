import fc from 'fast-check';
import { html, text } from '../../../src/report/html.js';
import { createStyleSheet, sanitizeHtml, sanitizeReport } from '../../../src/report/sanitize/index.js';
import { hostileHtml } from '../../support/hostile-arbitraries';
import { jqueryPrefilter } from '../../support/jquery-prefilter';
import { PROPERTY_RUNS } from '../../support/property-runs';
import { structureOf, textOf, violations } from '../../support/report-oracle';

const runs = { numRuns: PROPERTY_RUNS };
const withoutClasses = (markup: string): string => markup.replace(/ class="(?:nbr-df|q\d+| )+"/g, '');
const sanitize = (untrusted: string): string => sanitizeHtml(untrusted, { styles: createStyleSheet() }).html;

describe('sanitizeHtml, for any HTML', () => {
  it('P1, P5: emits what the policy names, in the HTML namespace, and nothing that a browser fetches', () => {
    fc.assert(
      fc.property(hostileHtml, untrusted => {
        expect(violations(sanitize(untrusted), { kind: 'output' })).toEqual([]);
      }),
      runs
    );
  });

  it('P2: changes nothing the second time, but for the classes that only we may give', () => {
    fc.assert(
      fc.property(hostileHtml, untrusted => {
        const once = withoutClasses(sanitize(untrusted));
        expect(sanitize(once)).toBe(once);
      }),
      runs
    );
  });

  it("P2': passes the vocabulary of reports unchanged, with the style sheet it asked for", () => {
    fc.assert(
      fc.property(hostileHtml, untrusted => {
        const styles = createStyleSheet();
        const { html: markup } = sanitizeHtml(untrusted, { styles });
        const report = `<div class="nbr" ng-non-bindable><style>.nbr{color:red}${styles.css()}</style><div>${markup}</div></div>`;
        expect(sanitizeReport(report, { css: '.nbr{color:red}' })).toBe(report);
      }),
      runs
    );
  });

  it('P3: gives jQuery 3.4.1 nothing to open', () => {
    fc.assert(
      fc.property(hostileHtml, untrusted => {
        const markup = sanitize(untrusted);
        expect(jqueryPrefilter(markup)).toBe(markup);
        expect(markup).not.toContain('/>');
      }),
      runs
    );
  });

  it('P4: stays in the element it was put in', () => {
    fc.assert(
      fc.property(hostileHtml, untrusted => {
        const { html: markup } = sanitizeHtml(untrusted);
        const inside = structureOf(markup);
        const wrapped = html`<div><section>${markup}</section><details><summary>${text('s')}</summary>${markup}</details></div>`;
        expect(structureOf(wrapped)).toBe(`div(section(${inside})details(summary(#)${inside}))`);
      }),
      runs
    );
  });

  it('P6: keeps every character of a text, and of the cells of a table', () => {
    const plain = fc.string({ unit: 'binary', maxLength: 40 });
    const shown = (value: string): string => value.replace(/\r\n?/g, '\n').replace(/\0|\p{Surrogate}/gu, '\ufffd');
    fc.assert(
      fc.property(plain, fc.array(plain, { minLength: 1, maxLength: 4 }), (sentence, cells) => {
        expect(textOf(sanitize(text(sentence)))).toBe(shown(sentence));
        const table = `<table>\n  <tr>\n${cells.map(cell => `    <td>${text(cell)}</td>\n`).join('')}</table>`;
        expect(textOf(sanitize(table))).toBe(cells.map(shown).join(''));
      }),
      runs
    );
  });

  it('P7: takes a number of steps in proportion to the length, whatever is repeated', () => {
    fc.assert(
      fc.property(hostileHtml, fc.integer({ min: 2, max: 40 }), (untrusted, times) => {
        expect(sanitizeHtml(untrusted.repeat(times)).steps).toBeLessThanOrEqual(10 * times * (untrusted.length + 1));
      }),
      { numRuns: Math.ceil(PROPERTY_RUNS / 4) }
    );
  });

  it('is deterministic', () => {
    fc.assert(
      fc.property(hostileHtml, untrusted => {
        expect(sanitizeHtml(untrusted, { styles: createStyleSheet() })).toEqual(
          sanitizeHtml(untrusted, { styles: createStyleSheet() })
        );
      }),
      { numRuns: Math.ceil(PROPERTY_RUNS / 4) }
    );
  });
});

describe('sanitizeReport, for a renderer that was fooled', () => {
  const isOfRoot = (violation: string): boolean => /^the (?:root|report) /.test(violation);

  it('P1, P3, P5: lets nothing through that a report may not hold', () => {
    fc.assert(
      fc.property(hostileHtml, raw => {
        const fragment = `<div class="nbr" ng-non-bindable>${raw}</div>`;
        expect(violations(sanitizeReport(fragment)).filter(violation => !isOfRoot(violation))).toEqual([]);
      }),
      runs
    );
  });

  it('P2: changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileHtml, raw => {
        const once = sanitizeReport(raw);
        expect(sanitizeReport(once)).toBe(once);
      }),
      runs
    );
  });
});
