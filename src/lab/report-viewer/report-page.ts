/** Nothing loads, nothing runs, nothing is sent, whatever stands in the page. */
const REPORT_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/** The colours of JupyterLab's theme at this moment: a frame without an origin cannot read them itself. */
export type Ink = { readonly text: string; readonly paper: string; readonly isDark: boolean };

/** Colours that stand in a style: a theme is an extension, and what it says is checked like anything else. */
const COLOUR = /^(?:#[0-9a-f]{3,8}|rgba?\([\d\s.,/%]+\)|[a-z]+)$/iu;
const safeColour = (value: string, otherwise: string): string => (COLOUR.test(value.trim()) ? value.trim() : otherwise);

/** The page of a frame that shows the fragment, unchanged, in the colours of the theme around it. */
export function reportPage(fragment: string, { text, paper, isDark }: Ink): string {
  const [ink, sheet] = isDark ? ['#e6e6e6', '#141a1f'] : ['#222', '#fff'];
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${REPORT_POLICY}">
<style>html{color-scheme:${isDark ? 'dark' : 'light'};color:${safeColour(text, ink)};background:${safeColour(paper, sheet)}}body{max-width:76rem;margin:0 auto;padding:1rem 1.25rem 3rem}</style>
</head>
<body>
${fragment}
</body>
</html>
`;
}

/** What the theme says around this element. */
export function inkAt(node: Element): Ink {
  const style = getComputedStyle(node);
  return {
    text: style.getPropertyValue('--jp-content-font-color1') || style.color,
    paper: style.getPropertyValue('--jp-layout-color0'),
    isDark: document.body.dataset['jpThemeLight'] === 'false'
  };
}
