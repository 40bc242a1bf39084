import { bars, VEGA, VEGA_LITE } from './charts.js';

const vega = (spec: object): object => ({ [VEGA]: { marks: [], ...spec } });
const lite = (spec: object): object => ({ [VEGA_LITE]: bars(spec) });
const signal = (init: string): object => vega({ width: 9, height: 9, signals: [{ name: 's', init }] });
const nested = (depth: number): object =>
  Array.from({ length: depth }).reduce<object>(inner => ({ layer: [inner] }), { mark: 'point' });

/** Charts that ask for more than they may have, and would not end within any patience. */
export const ENDLESS: Readonly<Record<string, object>> = {
  'a pattern that tries every way': signal(`test(regexp('(a+)+$'), '${'a'.repeat(60)}!')`),
  'ten billion pairs': vega({
    data: [{ name: 'a', transform: [{ type: 'sequence', start: 0, stop: 1e5 }, { type: 'cross' }] }]
  })
};

/** Charts that need more memory than they may have. */
export const GREEDY: Readonly<Record<string, object>> = {
  'a list of a billion': signal('sequence(1e9)'),
  'a grid of ten billion': vega({
    data: [
      {
        name: 'a',
        values: [{ x: 1 }],
        transform: [{ type: 'kde2d', size: [1e5, 1e5], x: { expr: 'datum.x' }, y: { expr: 'datum.x' }, as: 'g' }]
      }
    ]
  })
};

/** Charts that are wrong, or want to run code; each is told as not drawn. */
export const BROKEN: Readonly<Record<string, object>> = {
  'code by way of a constructor': signal("length.constructor.constructor('return process')().exit(7)"),
  'code by way of an object': signal("{a: 1}['constructor']['constructor']('return process.exit(7)')()"),
  'signals that wait for each other': vega({
    signals: [
      { name: 'a', value: 1, on: [{ events: { signal: 'b' }, update: 'b + 1' }] },
      { name: 'b', value: 1, on: [{ events: { signal: 'a' }, update: 'a + 1' }] }
    ]
  }),
  'data that fails': vega({ data: [{ name: 'a', transform: [{ type: 'sequence', start: 0, stop: 1e12 }] }] }),
  'no chart at all': { [VEGA_LITE]: {} },
  'values of the wrong kind': lite({ mark: null, encoding: 5, data: 7 }),
  'a polluted prototype': { [VEGA]: JSON.parse('{"__proto__": {"width": 9}, "signals": "none"}') as object },
  'more layers than a stack holds': { [VEGA_LITE]: nested(20_000) },
  'no size': vega({})
};

/** Charts that would fetch something from `host`. */
export function fetching(host: string): Readonly<Record<string, object>> {
  const image = { data: { values: [{ u: `http://${host}/x.png` }] }, mark: 'image' };
  return {
    'data by address': lite({ data: { url: `http://${host}/x.csv` } }),
    'a file': lite({ data: { url: 'file:///etc/passwd', format: { type: 'csv' } } }),
    'a path': lite({ data: { url: '/etc/passwd', format: { type: 'csv' } } }),
    'a picture': lite({ ...image, encoding: { url: { field: 'u' } } })
  };
}

/** Charts that are drawn, and whose texts try to leave the drawing. */
export const SPEAKING: Readonly<Record<string, object>> = {
  'markup in a title': lite({ title: '</svg><script>alert(1)</script>' }),
  'markup in a value': lite({ data: { values: [{ port: '"><img src=x onerror=alert(1)>', hits: 1 }] } }),
  'a link that runs': lite({ encoding: { href: { value: 'javascript:alert(1)' }, x: { field: 'port' } } }),
  'an address in a colour': lite({ mark: { type: 'bar', color: 'url(https://evil.example/x)' } }),
  'a font that breaks out': lite({ config: { font: '"><script>alert(1)</script>' } })
};
