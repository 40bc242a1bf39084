import { readFileSync } from 'node:fs';

/**
 * What jQuery 3.4.1 does to every string given to `.html()`: `<x/>` becomes `<x></x>`, inside attributes too
 * (CVE-2020-11022). The expression is read from the library itself.
 */
export function jqueryPrefilter(markup: string): string {
  return markup.replace(EXPANDED, '<$1></$2>');
}

const EXPANDED = readExpression();

function readExpression(): RegExp {
  const source = readFileSync(require.resolve('jquery34/dist/jquery.js'), 'utf8');
  const found = /rxhtmlTag = \/(.+)\/gi[,;]/.exec(source)?.[1];
  if (found === undefined || !source.includes('html.replace( rxhtmlTag, "<$1></$2>" )')) {
    throw new Error('jQuery 3.4.1 no longer holds the prefilter that this test repeats.');
  }
  return new RegExp(found, 'gi');
}
