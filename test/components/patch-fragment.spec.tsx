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

test('a script in a fragment is not run while it is compared', () => {
  frame('<div><script>globalThis.__patched = 1</script><img src=x onerror="globalThis.__patched = 1"></div>');
  expect(Reflect.get(globalThis, '__patched')).toBeUndefined();
});
