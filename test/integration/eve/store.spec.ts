import { appendFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheKey } from '../../../companion/src/eve/store/file-identity.js';
import { found, foundLines, openEve, type EveScene } from '../../support/eve-store.js';

const at = (n: number, more: object = {}): Readonly<Record<string, unknown>> => ({
  timestamp: `2026-10-05T1${n % 10}:00:00.000000+0000`,
  event_type: 'dns',
  n,
  ...more
});
const keyOf = (path: string): string => cacheKey(realpathSync(path), statSync(path).ino);

describe('the store of events', () => {
  let eve: EveScene;
  beforeEach(async () => {
    eve = await openEve();
  });
  afterEach(() => eve.close());

  const run = async (sql: string): Promise<void> => {
    const connection = await eve.store.database.connect();
    await connection.run(sql);
    connection.closeSync();
  };
  const append = async (path: string, ...events: readonly object[]): Promise<void> => {
    appendFileSync(path, events.map(event => `${JSON.stringify(event)}\n`).join(''));
    for (const { segment } of eve.store.files) await segment.update();
  };

  it('answers a filter with more alternatives in any field than it keeps searches', async () => {
    await eve.store.add(
      eve.write(
        'eve.json',
        Array.from({ length: 80 }, (_, n) => at(n, { word: `w${n}x` }))
      )
    );
    const words = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, n) => `w${from + n}x`).join(' OR ');
    const [all, some] = await Promise.all([found(eve, `(${words(0, 80)})`), found(eve, `(${words(5, 75)})`)]);
    expect(all).toEqual(Array.from({ length: 80 }, (_, n) => n));
    expect(some).toEqual(Array.from({ length: 70 }, (_, n) => n + 5));
  });

  it('keeps no more than 64 searches of any field that nobody uses', async () => {
    await eve.store.add(eve.write('eve.json', [at(0, { word: 'here' })]));
    for (let n = 0; n < 70; n += 1) await found(eve, `w${n}x`);
    await found(eve, 'here');
    const [row] = await eve.store.rows({
      sql: "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'any%'",
      values: []
    });
    expect(Number(row?.[0])).toBeLessThanOrEqual(64);
    expect(await found(eve, '(w0x OR here)')).toEqual([0]);
  });

  it('asks again for dates that are relative to now', async () => {
    await eve.store.add(eve.write('eve.json', [at(0), at(2)]));
    const lines = async (hour: number): Promise<readonly unknown[]> => {
      const nowMs = Date.UTC(2026, 9, 5, hour, 30);
      const [selected] = await eve.store.select({ filter: '[now-1h TO now]', nowMs });
      const table = `${selected?.file.segment.catalog ?? ''}.ev`;
      const { sql = '', values = [] } = selected?.where ?? {};
      return (await eve.store.rows({ sql: `SELECT c0 FROM ${table} WHERE ${sql}`, values })).flat();
    };
    expect([await lines(10), await lines(12)]).toEqual([[0], [1]]);
  });

  it('asks again in any field when later events change the type of one', async () => {
    const path = eve.write('eve.json', [at(0, { mixed: '2026-10-05T10:00:00Z' })]);
    await eve.store.add(path);
    const filter = '"2026-10-05T10\\:00\\:00Z"';
    expect(await found(eve, `mixed:*T10*`)).toEqual([]);
    expect(await found(eve, `*T10*`)).toEqual([]);
    await append(path, at(1, { mixed: 'no date' }));
    expect(await found(eve, `*T10*`)).toEqual([0]);
    expect(await found(eve, filter)).toEqual([0]);
  });

  it('keeps fields apart that it takes out of the file, also when the type of one changes', async () => {
    const path = eve.write('eve.json', [at(0, { one: 1 })]);
    await eve.store.add(path);
    expect(await found(eve, 'one:1')).toEqual([0]);
    await append(path, at(1, { one: 'text', other: 'word' }));
    expect(await found(eve, 'one:text')).toEqual([1]);
    expect(await found(eve, 'other:word')).toEqual([1]);
    expect([await found(eve, 'one:text'), await found(eve, 'one:1')]).toEqual([[1], [0]]);
  });

  it('reads on as if nothing had been when what it read could not be stored', async () => {
    const path = eve.write('eve.json', [at(0)]);
    const { segment } = await eve.store.add(path);
    await run(`ALTER TABLE ${segment.catalog}.state RENAME TO hidden`);
    await expect(append(path, at(1, { cold: 'a' }), at(2, { cold: 'b' }))).rejects.toMatchObject({
      code: 'SERVE_FAILED',
      message: expect.stringMatching(/^The events of .*eve\.json cannot be stored: .*state/)
    });
    await run(`ALTER TABLE ${segment.catalog}.hidden RENAME TO state`);
    await append(path, at(3, { cold: 'c' }));
    expect([segment.lines, segment.counts.events]).toEqual([4, 4]);
    expect(await foundLines(eve, 'cold:(a OR c)')).toEqual([1, 3]);
    expect(await found(eve, '*')).toEqual([0, 1, 2, 3]);
  });

  it('makes a damaged cache anew', async () => {
    const cache = join(eve.folder, 'shared');
    const path = eve.write('eve.json', [at(0)]);
    const first = await openEve(cache);
    await first.store.add(path);
    await first.close();
    writeFileSync(join(cache, `${keyOf(path)}.duckdb`), 'x'.repeat(20_000));
    const second = await openEve(cache);
    const { segment } = await second.store.add(path);
    expect([segment.cacheFault, await found(second, '*')]).toEqual([undefined, [0]]);
    await second.close();
    expect(readFileSync(join(cache, `${keyOf(path)}.duckdb`)).toString('latin1', 8, 12)).toBe('DUCK');
  });

  it('says why it does not use a cache, and not that somebody else does', async () => {
    const path = eve.write('eve.json', [at(0)]);
    mkdirSync(join(eve.folder, 'cache', `${keyOf(path)}.duckdb`));
    const { segment } = await eve.store.add(path);
    expect(segment.cacheFault).toMatch(/^cannot be used \(.*directory/i);
    expect(await found(eve, '*')).toEqual([0]);
  });

  it('has a temporary folder of its own beside another one on the same cache, and takes it away', async () => {
    const cache = join(eve.folder, 'shared');
    const folders = (): number => readdirSync(cache).filter(name => name.startsWith('temporary')).length;
    const [first, second] = [await openEve(cache), await openEve(cache)];
    const before = folders();
    await first.close();
    const between = folders();
    await second.close();
    expect([before, between, folders()]).toEqual([2, 1, 0]);
  });
});
