/* eslint-disable jest/no-export -- a contract suite is called by the spec of each implementation */
import type { Storage } from '../../companion/src/storage/index.js';

/** One storage under test: where to write and read, how to look at what arrived and to put bytes there, and how it breaks. */
export type StorageUnderTest = {
  readonly storage: Storage;
  readonly location: string;
  /** What `write` stored, as bytes. */
  readonly stored: () => Promise<Buffer>;
  /** Makes `bytes` what `read` finds. */
  readonly offer: (bytes: Uint8Array) => Promise<void>;
};

/** What every storage must do, whatever it stands for. */
export function describeStorageContract(name: string, open: () => Promise<StorageUnderTest>): void {
  describe(`the storage contract, kept by ${name}:`, () => {
    it.each(['', 'x', 'no line feed at the end', 'é😀\u2028\u0000\r\n', 'x'.repeat(3_000_000)])(
      'what was written arrives byte for byte (%#)',
      async text => {
        const { storage, location, stored } = await open();
        await storage.write(location, text);
        expect((await stored()).equals(Buffer.from(text, 'utf8'))).toBe(true);
      }
    );

    it('text is read as UTF-8, also when characters are cut between chunks', async () => {
      const { storage, location, offer } = await open();
      const text = 'é😀'.repeat(100_000);
      await offer(Buffer.from(text));
      expect((await storage.read(location)) === text).toBe(true);
    });

    it('a byte order mark is left out', async () => {
      const { storage, location, offer } = await open();
      await offer(Buffer.from('\ufeff{}'));
      await expect(storage.read(location)).resolves.toBe('{}');
    });

    it('what is not UTF-8 is refused, not replaced', async () => {
      const { storage, location, offer } = await open();
      await offer(new Uint8Array([0x7b, 0xff, 0x7d]));
      await expect(storage.read(location)).rejects.toMatchObject({
        code: 'STORAGE',
        details: { kind: 'encoding', operation: 'read', location: storage.describe(location) }
      });
    });

    it('an aborted signal ends reading and writing with its reason', async () => {
      const { storage, location } = await open();
      const reason = new Error('deadline');
      const signal = AbortSignal.abort(reason);
      await expect(storage.write(location, 'x', { signal })).rejects.toBe(reason);
      await expect(storage.read(location, { signal })).rejects.toBe(reason);
    });
  });
}
