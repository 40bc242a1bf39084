import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJournal } from '../../../companion/src/service/jobs/journal.js';
import { readTextPage } from '../../../companion/src/service/jobs/text-page.js';
import '../../support/property-seed.js';

const folder = mkdtempSync(join(tmpdir(), 'pieces-'));
const path = join(folder, 'file');
afterAll(() => rmSync(folder, { recursive: true }));

describe('a text in pieces', () => {
  it('is the text again, whatever its characters and however small the pieces', async () => {
    const texts = fc.string({ unit: 'binary', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 0, max: 12 }), async (text, limitBytes) => {
        writeFileSync(path, text);
        const pieces: string[] = [];
        for (let offset: number | null = 0; offset !== null;) {
          const page = await readTextPage(path, { offset, limitBytes });
          expect(page.totalBytes).toBe(Buffer.byteLength(text));
          pieces.push(page.text);
          offset = page.nextOffset;
        }
        expect(pieces.join('')).toBe(text);
        expect(pieces.length).toBeLessThanOrEqual(Math.max(1, Buffer.byteLength(text)));
      }),
      { numRuns: 200 }
    );
  });

  it.each([1, 2, 3, 5])('does not begin inside a character or behind the end: offset %d', async offset => {
    writeFileSync(path, '\u{1F600}');
    await expect(readTextPage(path, { offset, limitBytes: 10 })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});

describe('a journal from a cursor on', () => {
  it('gives every line once, in order, wherever a reader stopped', async () => {
    const lines = fc.array(
      fc.jsonValue().map(value => JSON.stringify(value)),
      { maxLength: 10 }
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(10), async (all, stop) => {
        writeFileSync(path, all.map(line => `${line}\n`).join(''));
        const first = await readJournal(path, 0);
        const cursor = first.lines[Math.min(stop, all.length) - 1]?.cursor ?? 0;
        const rest = await readJournal(path, cursor);
        expect(rest.lines.map(({ text }) => text)).toEqual(all.slice(Math.min(stop, all.length)));
        expect(rest.isAtEnd).toBe(true);
      }),
      { numRuns: 100 }
    );
  });

  it('waits for the end of a line that is only begun', async () => {
    writeFileSync(path, '{"a":1}\n{"b"');
    expect(await readJournal(path, 0)).toEqual({ lines: [{ text: '{"a":1}', cursor: 8 }], cursor: 8, isAtEnd: false });
    expect(await readJournal(path, 8)).toEqual({ lines: [], cursor: 8, isAtEnd: true });
  });

  it('is empty while there is none', async () => {
    expect(await readJournal(join(folder, 'none'), 0)).toEqual({ lines: [], cursor: 0, isAtEnd: true });
  });

  it.each([1, 7, 9, 99])('refuses the cursor %d, which it never gave', async cursor => {
    writeFileSync(path, '{"a":1}\n');
    await expect(readJournal(path, cursor)).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });

  it('is read a piece at a time when it is long', async () => {
    const line = JSON.stringify({ text: 'x'.repeat(400_000) });
    writeFileSync(path, `${line}\n`.repeat(5));
    const first = await readJournal(path, 0);
    expect([first.lines.length, first.isAtEnd]).toEqual([2, false]);
  });
});
