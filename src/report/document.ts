import { attributes, html, text, type Html } from './html.js';
import type { ReportOptions } from './types.js';

/** Nothing may be loaded and nothing may run, whatever stands in the page. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** The fragment in a page of its own, which follows the reader's light or dark preference. */
export function wrapDocument(fragment: Html, { title = 'Report', lang = 'en' }: ReportOptions): Html {
  return html`<!doctype html>
<html${attributes({ lang })}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${text(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>html{color-scheme:light dark;color:#222;background:#fff}@media(prefers-color-scheme:dark){html{color:#e6e6e6;background:#141a1f}}body{max-width:76rem;margin:2rem auto;padding:0 1.25rem}@media print{html{color:#222;background:#fff}body{margin:0;padding:0}}</style>
</head>
<body>
${fragment}
</body>
</html>
`;
}
