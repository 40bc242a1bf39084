import fc from 'fast-check';

const ELEMENTS = (
  'math mrow mi mn mo mtext ms mspace mstyle mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd ' +
  'mpadded mphantom menclose merror maction mglyph malignmark annotation annotation-xml semantics mlabeledtr svg style ' +
  'script img table td p a foreignObject title'
).split(' ');
const ATTRIBUTES = (
  'mathvariant mathcolor mathbackground mathsize columnalign columnlines rowlines notation width height depth voffset ' +
  'lspace display class href xlink:href onclick id style scriptlevel minsize encoding __proto__'
).split(' ');
const VALUES = [
  ...'bold double-struck script normal red #fff black 1em -1em 999em +6pt -1width 2.4em left right solid box block'.split(
    ' '
  ),
  'right left',
  'updiagonalstrike downdiagonalstrike',
  'javascript:alert(1)',
  'https://evil.example/x',
  'modal-backdrop in',
  'nbr-mb',
  'position:fixed',
  '"><img src=x onerror=alert(1)>',
  '/><img src=x onerror=alert(1)>'
];
const TEXTS = ['x', 'AB', 'Zz9', ' ', '&lt;img&gt;', '&#0;', '\ud800', ']]>', '\u202e', '{{1}}', '\u2061'];

const attribute = fc
  .tuple(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES))
  .map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`);

/** Well-formed trees of MathML and of what must not be in it: what a typesetter that was fooled could write. */
const tree = fc.letrec<{ node: string }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...TEXTS),
    fc
      .tuple(
        fc.constantFrom(...ELEMENTS),
        fc.array(attribute, { maxLength: 2 }),
        fc.array(tie('node'), { maxLength: 4 })
      )
      .map(([name, attributes, children]) => `<${name}${attributes.join('')}>${children.join('')}</${name}>`)
  )
})).node;

/** A formula as a typesetter could hand it over. */
export const hostileMathml = fc
  .tuple(fc.array(attribute, { maxLength: 2 }), fc.array(tree, { maxLength: 4 }))
  .map(
    ([attributes, children]) => `<span class="katex"><math${attributes.join('')}>${children.join('')}</math></span>`
  );

const TEX = [
  ...String.raw`\frac \sqrt \sum ^ _ { } { } & \\ \left( \right) \begin{matrix} \end{matrix} \begin{array}{c|r} \end{array}`.split(
    ' '
  ),
  ...String.raw`\text{ \mathbb{R} \mathbf \hat \overline \underbrace \boxed \cancel \color{red} \colorbox{#ff0}{x} \tag{1}`.split(
    ' '
  ),
  ...String.raw`\rule{9em}{9em} \raisebox{-9em}{x} \llap{x} \hspace{-9em} \Huge \tiny \displaystyle \not \dots \verb|<b>|`.split(
    ' '
  ),
  ...String.raw`\href{javascript:alert(1)}{x} \url{x} \includegraphics{x} \htmlClass{x}{y} \def\a{x} \a \let \gdef`.split(
    ' '
  ),
  ...String.raw`\def\b{\b\b}\b \def\c#1{\c{#1#1}}\c{x} \unknown \operatorname{f} \xrightarrow[a]{b} \begin{align} \end{align}`.split(
    ' '
  ),
  ...['x', '1', ' ', '<', '>', '"', "'", '\u0000', '\u{1f600}', '\u202e', '\ud800', '#', '%', '~', '$', '漢', 'é']
];

/** Pieces of TeX in any order. */
export const texSoup = fc.array(fc.constantFrom(...TEX), { maxLength: 14 }).map(pieces => pieces.join(''));
