import { appendFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { followOnce, type Followed } from '../../../companion/src/eve/serve/follow.js';
import { found, openEve, type EveScene } from '../../support/eve-store.js';

const lineOf = (n: number): string =>
  `${JSON.stringify({ timestamp: '2026-10-05T10:00:00.000000+0000', event_type: 'dns', n })}\n`;

describe('files that are followed', () => {
  let eve: EveScene;
  let notes: string[];
  beforeEach(async () => {
    eve = await openEve();
    notes = [];
  });
  afterEach(() => eve.close());

  const begin = async (...names: readonly string[]): Promise<readonly Followed[]> => {
    const followed: Followed[] = [];
    for (const [n, name] of names.entries()) {
      const path = eve.write(name, [lineOf(n).trim()]);
      followed.push({ path, file: await eve.store.add(path) });
    }
    return followed;
  };
  const look = (followed: readonly Followed[]): Promise<readonly Followed[]> =>
    followOnce(eve.store, followed, note => void notes.push(note));

  it('do not count twice when another one fails, and that one is taken up once it can be read again', async () => {
    const [cut, rotated] = ['cut.json', 'rotated.json'] as const;
    let followed = await begin(cut, rotated);
    const [first = '', second = ''] = followed.map(({ path }) => path);
    truncateSync(first, 0);
    unlinkSync(first);
    renameSync(second, `${second}.1`);
    writeFileSync(second, lineOf(10));
    followed = await look(followed);
    followed = await look(followed);
    expect(await found(eve, '*')).toEqual([1, 10]);
    writeFileSync(first, lineOf(20));
    followed = await look(followed);
    appendFileSync(first, lineOf(21));
    await look(followed);
    expect(await found(eve, '*')).toEqual([1, 10, 20, 21]);
    // The failure is told once, however often it is tried again.
    expect([...notes].sort()).toEqual(
      [
        `${first} was cut: the 1 events that it held are gone.`,
        `${first} cannot be read: there is none.`,
        `${second} was begun again: its earlier events stay.`
      ].sort()
    );
  });

  it('are read anew when one is cut and at once as long as before', async () => {
    const followed = await begin('eve.json');
    writeFileSync(followed[0]?.path ?? '', lineOf(7) + lineOf(8));
    await look(followed);
    expect([await found(eve, '*'), notes.length]).toEqual([[7, 8], 1]);
  });

  it('keep their events once when all of them are renamed one after the other', async () => {
    let followed = await begin('eve.json', 'eve.json.1');
    const [path = ''] = followed.map(one => one.path);
    renameSync(`${path}.1`, `${path}.2`);
    renameSync(path, `${path}.1`);
    writeFileSync(path, lineOf(5));
    followed = await look(followed);
    await look(followed);
    expect(await found(eve, '*')).toEqual([0, 1, 5]);
  });
});
