import { patchFragment } from '../../src/lab/preview/patch-fragment.js';

const report = (...sections: readonly string[]): string =>
  `<div class="nbr"><style>.a{}</style>${sections.map(text => `<section>${text}</section>`).join('')}</div>`;

function frame(...fragments: readonly string[]): HTMLElement {
  const body = document.implementation.createHTMLDocument().body;
  for (const fragment of fragments) patchFragment(body.ownerDocument, body, fragment);
  return body;
}

test('the page is the fragment, whatever was there before', () => {
  const wanted = report('one', '<b>two</b>', 'four');
  expect(frame(report('one', 'two', 'three'), report(), report('x', 'one'), wanted).innerHTML).toBe(wanted);
  expect(frame(report('a', 'a', 'b'), report('b', 'a')).innerHTML).toBe(report('b', 'a'));
});

test('sections that are the same stay the very same nodes', () => {
  const body = frame(report('one', 'two', 'three'));
  const [one, , three] = body.querySelectorAll('section');
  patchFragment(body.ownerDocument, body, report('one', 'changed', 'three'));
  const [first, changed, last] = body.querySelectorAll('section');
  expect(first).toBe(one);
  expect(last).toBe(three);
  expect(changed?.textContent).toBe('changed');
});

test('nothing in a fragment runs, neither while it is compared nor where it is put', () => {
  // The document of the tests runs scripts, as that of the frame would if it were not for its policy.
  const place = document.body.appendChild(document.createElement('div'));
  const attack = '<script>globalThis.__patched = (globalThis.__patched ?? 0) + 1</script>';
  patchFragment(document, place, `<div>${attack}</div>`);
  patchFragment(document, place, `<div><section>${attack}</section></div>`);
  expect(place.querySelectorAll('script')).toHaveLength(1);
  expect(Reflect.get(globalThis, '__patched')).toBeUndefined();
  // A script that is made here does run: the document is one in which an attack would be seen.
  const made = document.createElement('script');
  made.textContent = 'globalThis.__patched = true';
  place.append(made);
  expect(Reflect.get(globalThis, '__patched')).toBe(true);
});
