import { appendFileSync, readdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeLosses } from '../../../companion/src/eve/ingest/counts.js';
import { followOnce } from '../../../companion/src/eve/serve/follow.js';
import { plainFile } from '../../../companion/src/eve/store/plain-file.js';
import { found, openEve, type EveScene } from '../../support/eve-store.js';

const at = (n: number, more: object = {}): Readonly<Record<string, unknown>> => ({
  timestamp: `2026-10-05T10:00:${String(n % 60).padStart(2, '0')}.000000+0000`,
  event_type: 'dns',
  n,
  ...more
});
const lineOf = (n: number): string => `${JSON.stringify(at(n))}\n`;

describe('a file of events', () => {
  let eve: EveScene;
  beforeEach(async () => {
    eve = await openEve();
  });
  afterEach(() => eve.close());

  it('counts every line that is no event and finds all the others', async () => {
    const path = join(eve.folder, 'eve.json');
    const parts = [
      Buffer.from(`\ufeff${lineOf(0)}`),
      Buffer.from('{"timestamp": "2026-10-05T10:00:00.000000+0000", "n": 1, "event_\n'),
      Buffer.from('[1, 2]\n42\nnull\n\n   \r\n'),
      Buffer.from(`${JSON.stringify(at(2)).slice(0, -1)},"cold":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}\n'),
      Buffer.from('{"event_type":"dns","n":3}\n'),
      Buffer.alloc(17 * 1024 * 1024, 'x'),
      Buffer.from('\n'),
      Buffer.from(JSON.stringify(at(4)))
    ];
    writeFileSync(path, Buffer.concat(parts));
    const { segment } = await eve.store.add(path);
    expect(segment.counts).toEqual({
      events: 4,
      malformed: 4,
      oversized: 1,
      notUtf8: 1,
      timeless: 1,
      unindexedValues: 0
    });
    expect(describeLosses(segment.counts)).toBe(
      'Lines that are no ordinary events: 4 no JSON object, 1 longer than 16 MiB, 1 not UTF-8 (kept, with U+FFFD), 1 without a time (not found by any query).'
    );
    expect(await found(eve, 'event_type:dns')).toEqual([0, 2, 4]);
    expect(await found(eve, 'cold:*\ufffd*')).toEqual([2]);
  });

  it('is read on from where it ended, and an unfinished last line waits for its rest', async () => {
    const path = eve.write('eve.json', [at(0)]);
    appendFileSync(path, lineOf(1).slice(0, 30));
    const file = await eve.store.add(path);
    expect(await found(eve, '*')).toEqual([0]);
    appendFileSync(path, lineOf(1).slice(30) + lineOf(2));
    await file.segment.update();
    expect(await found(eve, '*')).toEqual([0, 1, 2]);
  });

  it('answers about fields and words that it has looked up before also for what came later', async () => {
    const path = eve.write('eve.json', [at(0, { rare: 'needle' })]);
    const file = await eve.store.add(path);
    expect([await found(eve, 'rare:needle'), await found(eve, 'needle')]).toEqual([[0], [0]]);
    appendFileSync(path, `${JSON.stringify(at(1, { rare: 'Needle here' }))}\n`);
    await file.segment.update();
    expect([await found(eve, 'rare:needle'), await found(eve, 'needle')]).toEqual([
      [0, 1],
      [0, 1]
    ]);
  });

  it('keeps its earlier events when it is rotated, and takes up the new file', async () => {
    const path = eve.write('eve.json', [at(0)]);
    let followed = await followOnce(eve.store, [{ path, file: await eve.store.add(path) }], () => undefined);
    appendFileSync(path, lineOf(1));
    renameSync(path, `${path}.1`);
    writeFileSync(path, lineOf(2));
    followed = await followOnce(eve.store, followed, () => undefined);
    expect(await found(eve, '*')).toEqual([0, 1, 2]);
    appendFileSync(path, lineOf(3));
    await followOnce(eve.store, followed, () => undefined);
    expect(await found(eve, '*')).toEqual([0, 1, 2, 3]);
  });

  it('says that events are gone when it was cut', async () => {
    const path = eve.write('eve.json', [at(0), at(1)]);
    const followed = [{ path, file: await eve.store.add(path) }];
    truncateSync(path, 0);
    appendFileSync(path, lineOf(5));
    const notes: string[] = [];
    await followOnce(eve.store, followed, note => void notes.push(note));
    expect(notes).toEqual([`${path} was cut: the 2 events that it held are gone.`]);
    expect(await found(eve, '*')).toEqual([5]);
  });

  it('is not read again when nothing changed, and is when other bytes took its place', async () => {
    const cache = join(eve.folder, 'shared');
    const path = eve.write('eve.json', [at(0), at(1)]);
    const open = async (): Promise<readonly [number, readonly number[] | string]> => {
      const again = await openEve(cache);
      const before = (await again.store.add(path)).segment.lines;
      const all = await found(again, '*');
      await again.close();
      return [before, all];
    };
    expect(await open()).toEqual([2, [0, 1]]);
    expect(await open()).toEqual([2, [0, 1]]);
    writeFileSync(path, lineOf(7) + lineOf(8) + lineOf(9));
    expect(await open()).toEqual([3, [7, 8, 9]]);
  });

  it('leaves a cache alone that another server holds, and makes its own', async () => {
    const cache = join(eve.folder, 'shared');
    const path = eve.write('eve.json', [at(0)]);
    const first = await openEve(cache);
    await first.store.add(path);
    const second = await openEve(cache);
    expect([(await second.store.add(path)).segment.lines, await found(second, '*')]).toEqual([1, [0]]);
    await first.close();
    await second.close();
  });

  it('may be a gz, also one that breaks off', async () => {
    const whole = join(eve.folder, 'whole.json.gz');
    const all = Array.from({ length: 20_000 }, (_, n) => lineOf(n)).join('');
    writeFileSync(whole, gzipSync(all));
    await eve.store.add(whole);
    expect((await eve.ask('events_tail/?from_date=0&to_date=4000000000000&page_size=1')).body).toMatchObject({
      count: 10_000,
      exact_count: 20_000
    });
    const cut = join(eve.folder, 'cut.json.gz');
    writeFileSync(cut, gzipSync(all).subarray(0, 30_000));
    const { segment } = await eve.store.add(cut);
    expect(segment.file.warning).toBe(`${cut} could be unpacked only in part: it ends too early.`);
    expect(segment.counts.events).toBeGreaterThan(1_000);
  });

  it('may be a gz that two servers unpack at the same time', async () => {
    const cache = join(eve.folder, 'shared');
    const packed = join(eve.folder, 'packed.json.gz');
    writeFileSync(packed, gzipSync(Array.from({ length: 30_000 }, (_, n) => lineOf(n)).join('')));
    const stores = [await openEve(cache), await openEve(cache)];
    const files = await Promise.all(stores.map(({ store }) => store.add(packed)));
    expect(files.map(({ segment }) => [segment.counts.events, segment.file.warning])).toEqual([
      [30_000, undefined],
      [30_000, undefined]
    ]);
    for (const store of stores) await store.close();
    expect(readdirSync(cache).filter(name => name.endsWith('.part'))).toEqual([]);
  });

  it('is refused, and not served in part, when there is no room to unpack it', async () => {
    const packed = join(eve.folder, 'packed.json.gz');
    writeFileSync(packed, gzipSync(lineOf(0)));
    // A folder that cannot be written to stands for a disk that is full.
    const cacheFolder = join(eve.folder, 'cache', 'missing');
    await expect(plainFile(packed, { cacheFolder })).rejects.toMatchObject({
      code: 'EVENTS_UNREADABLE',
      message: `${packed} cannot be unpacked: there is none.`
    });
  });

  it('is refused in a sentence when it is missing or a folder', async () => {
    const missing = join(eve.folder, 'none.json');
    await expect(eve.store.add(missing)).rejects.toMatchObject({
      code: 'EVENTS_UNREADABLE',
      message: `${missing} cannot be read: there is none.`
    });
    await expect(eve.store.add(eve.folder)).rejects.toMatchObject({ message: `${eve.folder} is no file.` });
  });

  it('gives numbers beyond 2^53 as they stand in it, and finds them', async () => {
    const big = '18446744073709551615';
    const path = eve.write('eve.json', [
      `{"timestamp":"2026-10-05T10:00:00.000000+0000","event_type":"smb","n":1,"smb":{"session_id":${big}},"x":1.0}`,
      `{"timestamp":"2026-10-05T10:00:01.000000+0000","event_type":"smb","n":2,"smb":{"session_id":${big.slice(0, -1)}4}}`
    ]);
    await eve.store.add(path);
    const { text } = await eve.ask('events_tail/?from_date=0&to_date=4000000000000&ordering=timestamp');
    expect(text).toContain(`"session_id":${big}},"x":1.0}`);
    expect(await found(eve, `smb.session_id:${big}`)).toEqual([1]);
    expect(await found(eve, `smb.session_id:[* TO ${big.slice(0, -1)}4]`)).toEqual([2]);
  });
});
