import { pathBelow } from '../../../companion/src/jupyter/contents-path.js';

const ENCODED = new URL('https://hub.example.org/user/alice%40example.org/');
const SHOWN = new URL('https://hub.example.org/user/alice@example.org/');

describe.each([ENCODED, SHOWN])('below %s', base => {
  it.each<[string, readonly string[] | undefined]>([
    ['jupyter+https://hub.example.org/user/alice@example.org/a%20b/x.ipynb', ['a b', 'x.ipynb']],
    ['jupyter+https://hub.example.org/user/alice%40example.org/x.ipynb', ['x.ipynb']],
    ['https://hub.example.org/user/alice@example.org/lab/tree/x%23.ipynb', ['x#.ipynb']],
    ['https://hub.example.org/user/alice@example.org/', []],
    ['https://hub.example.org/user/alice@example.org', undefined],
    ['https://hub.example.org/user/alice@example.org.evil/x.ipynb', undefined],
    ['https://hub.example.org/user/bob@example.org/x.ipynb', undefined],
    ['https://hub.example.org/user%2Falice@example.org/x.ipynb', undefined],
    ['https://hub.example.org/user/alice@example.org/50%.ipynb', undefined],
    ['https://hub.example.org/us%er/alice@example.org/x.ipynb', undefined],
    ['https://other.example.org/user/alice@example.org/x.ipynb', undefined]
  ])('%s is %j', (location, path) => {
    expect(pathBelow(location, base)).toEqual(path);
  });
});
